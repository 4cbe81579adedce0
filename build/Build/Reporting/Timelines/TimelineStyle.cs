namespace Build.Reporting.Timelines;

/// <summary>How a timeline looks. No character that XML would escape: a style sheet is not unescaped.</summary>
static class TimelineStyle
{
    public const string Text = """
        :root { color-scheme: light dark; --ink: #1a202c; --faint: #64748b; --line: #cbd5e1; --failed: #c53030 }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e2e8f0; --faint: #94a3b8; --line: #334155; --failed: #fc8181 }
        }
        body { font: 14px/1.5 system-ui, sans-serif; color: var(--ink); margin: 2rem }
        h1 { font-size: 1.3rem } h2 { font-size: 1rem; margin: 1rem 0 .2rem }
        .row, .ticks { display: grid; grid-template-columns: 16rem 1fr 14rem; gap: 1rem }
        .name, .outcome { overflow: hidden; white-space: nowrap; text-overflow: ellipsis }
        .outcome { color: var(--faint) }
        .failed .name, .failed .outcome { color: var(--failed) }
        .bars { position: relative; min-height: 1.4rem; border-left: 1px solid var(--line) }
        .bars i { position: absolute; top: .25rem; height: .9rem; min-width: 2px; border-radius: 2px }
        .ticks .bars span { position: absolute; color: var(--faint); border-left: 1px solid var(--line); padding-left: .3rem }
        .key { margin-right: 1.2rem; color: var(--faint) }
        .key i { display: inline-block; width: .9rem; height: .9rem; border-radius: 2px; margin-right: .4rem; vertical-align: -.1rem }
        .waiting { background: var(--line) }
        .checking { background: #7dd3fc }
        .preparing { background: #a78bfa }
        .approval { background: #fbbf24 }
        .deploying { background: #2f855a }
        .recovering { background: #ea580c }
        .deleting { background: #9b2c2c }
        .publishing { background: #0d9488 }
        pre { border-left: 3px solid var(--failed); padding-left: 1rem; white-space: pre-wrap }
        """;
}
