using System.Text;

namespace Deployment.Texts;

/// <summary>Cleans each line on its way to a terminal or a log; a line without an end waits for it, or for a flush.</summary>
public sealed class CleanWriter(TextWriter output) : TextWriter
{
    readonly Lock gate = new();
    readonly StringBuilder line = new();

    public override Encoding Encoding => output.Encoding;

    public override void Write(char value)
    {
        lock (gate)
        {
            line.Append(value);
            if (value == '\n')
                Pass();
        }
    }

    public override void Write(string? value)
    {
        lock (gate)
        {
            line.Append(value);
            if (value?.Contains('\n', StringComparison.Ordinal) == true)
                Pass();
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    public override void Flush()
    {
        lock (gate)
            Pass();
        output.Flush();
    }

    void Pass()
    {
        output.Write(ForeignText.ToLog(line.ToString()).ReplaceLineEndings(output.NewLine));
        line.Clear();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Flush();
        base.Dispose(disposing);
    }
}
