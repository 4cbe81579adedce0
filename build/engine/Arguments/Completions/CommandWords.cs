using System.Reflection;
using Cake.Frosting;

namespace Arguments.Completions;

/// <summary>Every word that the command line takes.</summary>
/// <param name="Options">Among them --target, whose values are the targets.</param>
sealed record CommandWords(IReadOnlyList<CompletedOption> Options)
{
    const string Target = "target";

    /// <summary>Reads the targets off the tasks, and the options off the list that parsing goes by.</summary>
    /// <param name="program">The program that has the tasks.</param>
    /// <param name="environments">The names of the settings' environments.</param>
    /// <param name="projects">The names of the settings' projects.</param>
    public static CommandWords Of(Assembly program, IEnumerable<string> environments, IEnumerable<string> projects) =>
        new([
            new(Target, "The target to run", TakesValue: true, Targets(program), IsPath: false),
            .. BuildOptions
                .All.Select(CompletedOption.Of)
                .Select(option =>
                    option.Name switch
                    {
                        BuildOptions.Environment => option with { Values = Words(environments) },
                        BuildOptions.Project => option with { Values = Words(projects) },
                        _ => option,
                    }
                ),
            .. BuildOptions.FlagsOfTheHost.Select(flag => new CompletedOption(
                flag.Word,
                flag.Text,
                TakesValue: false,
                [],
                IsPath: false
            )),
        ]);

    static IReadOnlyList<CompletedWord> Words(IEnumerable<string> names) =>
        [.. names.Select(name => new CompletedWord(name, ""))];

    static IReadOnlyList<CompletedWord> Targets(Assembly program) =>
        [
            .. program
                .GetExportedTypes()
                .Select(type =>
                    (
                        type.GetCustomAttribute<TaskNameAttribute>()?.Name,
                        type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description
                    )
                )
                .Where(task => task.Name is not null)
                .Select(task => new CompletedWord(task.Name!, task.Description ?? ""))
                .OrderBy(task => task.Word, StringComparer.Ordinal),
        ];
}
