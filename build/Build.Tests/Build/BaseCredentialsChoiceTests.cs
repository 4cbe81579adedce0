using Build.Deployments;
using Deployment.Credentials;

namespace Build.Tests.Build;

public class BaseCredentialsChoiceTests
{
    [Fact]
    public void From_TheArgument_WinsOverEverything() =>
        Assert.Equal(new BaseCredentials.Profile("mine"), BaseCredentialsChoice.From("mine", "theirs", _ => "set"));

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID", typeof(BaseCredentials.Environment))]
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE", typeof(BaseCredentials.WebIdentity))]
    [InlineData("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", typeof(BaseCredentials.Container))]
    [InlineData("AWS_CONTAINER_CREDENTIALS_FULL_URI", typeof(BaseCredentials.Container))]
    [InlineData("AWS_PROFILE", typeof(BaseCredentials.Profile))]
    public void From_WhatTheMachineIsGiven_WinsOverTheSettings(string variable, Type expected) =>
        Assert.IsType(
            expected,
            BaseCredentialsChoice.From(null, "settings", name => name == variable ? "value" : null)
        );

    [Fact]
    public void From_NothingElse_TakesTheSettingsProfile() =>
        Assert.Equal(new BaseCredentials.Profile("settings"), BaseCredentialsChoice.From(null, "settings", _ => null));

    [Fact]
    public void From_NothingAtAll_LeavesItToTheSdk() =>
        Assert.IsType<BaseCredentials.Default>(BaseCredentialsChoice.From(null, null, _ => null));
}
