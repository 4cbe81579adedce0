namespace Build.Tests.Deployment.Texts;

/// <summary>Names, reasons and outputs of tools that do something where they are printed as they stand.</summary>
static class NastyTexts
{
    public static TheoryData<string> All { get; } =
    [
        "\e[31mERR\e[0m",
        "\e\e[0m[31mhidden in what is removed",
        "\u009B2Jeight bits",
        "\e]8;;https://evil.example\aa link\e]8;;\a and \e]0;a title\e\\",
        "\e]52;c;never ended",
        "\ePq#0;2;0;0;0\e\\sixel \ec reset \e(0 charset",
        "bell \a back\b\b\b null \0 delete \u007F",
        "over\rwritten",
        "one\ntwo\r\nthree\u0085four\u2028five\u2029six\vseven\feight",
        "::error file=a.cs::injected",
        "first\n  ::add-mask::secret",
        "\u00A0::set-output name=x::y",
        "##vso[task.setvariable variable=PATH]evil",
        "text ##[error] in the middle, ###[group], ##teamcity[buildStop]",
        "#\e[0m#vso[task.complete]",
        "a | b || c \\| d",
        "`code` **bold** _it_ ~~gone~~ # heading [text](https://evil.example) ![i](http://evil.example/p.png)",
        "www.evil.example @somebody $x$ mailto:a@evil.example",
        "<script>alert(1)</script> <img src=x onerror='alert(1)'> &lt;b&gt; \" onload=\"",
        "]]> --> <!-- <![CDATA[",
        "[red]markup[/] [[x]] [link=https://evil.example]y[/]",
        "\u202Etxt.exe\u202C \u2066isolated\u2069 \u200Fright \u061Cmark",
        "zero\u200Bwidth\u200C\u200D\u2060\uFEFF soft\u00ADhyphen \U000E0041tag",
        "lone \uD800 and \uDC00 surrogates, \uFFFE \uFFFF no characters, an emoji \U0001F600",
        "{0} {1} {{braces}} {",
        "\"]:::Build; click r0 \"https://evil.example\"; end",
    ];
}
