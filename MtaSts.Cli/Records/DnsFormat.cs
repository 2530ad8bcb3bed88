namespace MtaSts.Cli.Records;

/// <summary>How DNS records are written; on the command line <c>table|bind|json|azure-cli|bicep</c>.</summary>
internal enum DnsFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>Lines of a zone file (RFC 1035 §5).</summary>
    Bind,

    /// <summary>For machines.</summary>
    Json,

    /// <summary>Commands of the Azure CLI, for a POSIX shell.</summary>
    AzureCli,

    /// <summary>A parameter file of Bicep.</summary>
    Bicep,
}
