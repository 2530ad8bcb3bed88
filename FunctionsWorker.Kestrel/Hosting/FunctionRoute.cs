using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Which requests a function takes: a route template as in ASP.NET Core, matched without regard to case, and methods.</summary>
internal sealed class FunctionRoute
{
    private static readonly RouteValueDictionary NoDefaults = [];

    private readonly TemplateMatcher matcher;
    private readonly IDictionary<string, IRouteConstraint> constraints;
    private readonly string[]? methods;

    /// <summary>The route of this template; no methods take any.</summary>
    /// <exception cref="ArgumentException">The template is none.</exception>
    /// <exception cref="InvalidOperationException">The template has a constraint that does not exist.</exception>
    public FunctionRoute(string template, string[]? methods, IInlineConstraintResolver resolver)
    {
        var parsed = TemplateParser.Parse(template);
        var builder = new RouteConstraintBuilder(resolver, template);
        foreach (var parameter in parsed.Parameters)
        {
            if (parameter.IsOptional)
            {
                builder.SetOptional(parameter.Name!);
            }

            foreach (var constraint in parameter.InlineConstraints)
            {
                builder.AddResolvedConstraint(parameter.Name!, constraint.Constraint);
            }
        }

        Template = template;
        this.methods = methods is { Length: > 0 } ? methods : null;
        matcher = new TemplateMatcher(parsed, NoDefaults);
        constraints = builder.Build();
    }

    /// <summary>The template, the route prefix included.</summary>
    public string Template { get; }

    /// <summary>The methods, for people to read.</summary>
    public string Methods => methods is null ? "any method" : string.Join(',', methods).ToUpperInvariant();

    /// <summary>Whether the function takes this request. HEAD is a method like any other: it has to be listed.</summary>
    public bool Matches(HttpContext context)
    {
        if (methods is not null && !Array.Exists(methods, method => method.Equals(context.Request.Method, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        var values = new RouteValueDictionary();
        return matcher.TryMatch(context.Request.Path, values)
            && constraints.All(constraint => constraint.Value.Match(
                context, route: null, constraint.Key, values, RouteDirection.IncomingRequest));
    }
}
