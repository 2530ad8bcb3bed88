using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using MtaSts.Functions;

var builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddPolicyStore(builder.Configuration);
builder.Services.AddPolicyServing();
builder.Build().Run();
