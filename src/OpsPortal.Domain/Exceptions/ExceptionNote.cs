using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Exceptions;

/// <summary>One line of a case's history, in the order in which it was written.</summary>
public sealed class ExceptionNote
{
    private ExceptionNote()
    {
    }

    internal ExceptionNote(ExceptionId exception, int number, PersonId by, Instant at, string text)
    {
        ExceptionId = exception;
        Number = number;
        By = by;
        At = at;
        Text = text;
    }

    public ExceptionId ExceptionId { get; private set; }

    public int Number { get; private set; }

    public PersonId By { get; private set; }

    public Instant At { get; private set; }

    public string Text { get; private set; } = "";
}
