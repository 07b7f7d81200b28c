namespace OpsPortal.Identity.Pages;

/// <summary>What was typed or pressed in the forms of <see cref="SecurityPage"/>.</summary>
internal sealed class SecurityForm
{
    /// <summary>The password, or the code of who has an authenticator.</summary>
    public string? Proof { get; set; }

    /// <summary>The password, where a new one is set.</summary>
    public string? Password { get; set; }

    public string? NewPassword { get; set; }

    public string? Code { get; set; }

    public string? Passkey { get; set; }

    public string? Session { get; set; }
}
