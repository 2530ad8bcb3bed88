namespace MtaSts.Storage;

/// <summary>The removal of a template, by somebody who has seen the state that it ends.</summary>
/// <param name="Name">The template.</param>
/// <param name="Version">The <see cref="StoredTemplate.Version"/> that is removed.</param>
/// <param name="ChangedBy">Who removes it.</param>
/// <param name="Reason">Why, in that person's words.</param>
public sealed record TemplateRemoval(string Name, string Version, string ChangedBy, string Reason);
