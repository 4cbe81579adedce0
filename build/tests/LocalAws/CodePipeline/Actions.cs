namespace Build.Tests.LocalAws.CodePipeline;

/// <summary>Stages and actions of small pipelines, as JSON.</summary>
static class Actions
{
    public const string GitHub = """
        {"name":"Checkout","actionTypeId":{"category":"Source","owner":"ThirdParty","provider":"GitHub","version":"1"},
         "configuration":{"Owner":"owner","Repo":"repository","Branch":"main","OAuthToken":"hidden-token"},
         "outputArtifacts":[{"name":"Code"}],"namespace":"Source"}
        """;

    public static string Source(string provider, string configuration, string more = "") =>
        $$"""
            {"name":"Checkout","actionTypeId":{"category":"Source","owner":"AWS","provider":"{{provider}}","version":"1"},
             "configuration":{{configuration}},"outputArtifacts":[{"name":"Code"}],"namespace":"Source"{{more}}}
            """;

    public static string Stage(string name, params string[] actions) =>
        $$"""{"name":"{{name}}","actions":[{{string.Join(',', actions)}}]}""";

    public static string Approval(string name, int runOrder = 1) =>
        $$"""{"name":"{{name}}","actionTypeId":{"category":"Approval","owner":"AWS","provider":"Manual","version":"1"},"runOrder":{{runOrder}}}""";

    /// <summary>Creates or updates a stack of the action's name.</summary>
    /// <param name="configuration">More of it, beginning with a comma.</param>
    /// <param name="more">More of the action, beginning with a comma.</param>
    public static string Stack(string name, string configuration = "", int runOrder = 1, string more = "") =>
        Deploy(
            name,
            "\"ActionMode\":\"CREATE_UPDATE\",\"TemplatePath\":\"Code::template.json\"" + configuration,
            runOrder,
            more
        );

    /// <summary>Parameters of a stack, as more of a configuration.</summary>
    public static string Overrides(string json) =>
        $",\"ParameterOverrides\":{System.Text.Json.Nodes.JsonValue.Create(json).ToJsonString()}";

    public static string Deploy(
        string name,
        string configuration,
        int runOrder = 1,
        string more = "",
        string stack = ""
    ) =>
        $$"""
            {"name":"{{name}}","actionTypeId":{"category":"Deploy","owner":"AWS","provider":"CloudFormation","version":"1"},
             "configuration":{"StackName":"{{(stack.Length > 0 ? stack : name)}}",{{configuration}}},
             "inputArtifacts":[{"name":"Code"}],"runOrder":{{runOrder}}{{more}}}
            """;

    /// <summary>A build of the project named project.</summary>
    public static string Build(string name, string configuration = "", string more = "") =>
        $$"""
            {"name":"{{name}}","actionTypeId":{"category":"Build","owner":"AWS","provider":"CodeBuild","version":"1"},
             "configuration":{"ProjectName":"project"{{configuration}}},"inputArtifacts":[{"name":"Code"}]{{more}}}
            """;
}
