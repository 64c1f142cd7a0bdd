<#
.SYNOPSIS
Compiles the C# sources of a folder into one assembly, by the compiler that PowerShell itself has. The same sources give the same bytes.
.PARAMETER Source
Files.
.PARAMETER Reference
Assemblies that say what there is.
.PARAMETER Output
The assembly.
.EXAMPLE
pwsh -NoProfile -File bin/setup/compile-assembly.ps1 -Source a.cs -Reference mscorlib.dll -Output VenueControl.dll
#>
[CmdletBinding()]
param([string]$Source, [string]$Reference, [string]$Output)
$ErrorActionPreference = 'Stop'
Add-Type -Path (Join-Path $PSHOME 'Microsoft.CodeAnalysis.dll'), (Join-Path $PSHOME 'Microsoft.CodeAnalysis.CSharp.dll')
$parse = [Microsoft.CodeAnalysis.CSharp.CSharpParseOptions]::Default.WithLanguageVersion('CSharp7_3')
$trees = foreach ($file in $Source -split ';') {
    $text = [Microsoft.CodeAnalysis.Text.SourceText]::From([IO.File]::ReadAllText($file).Replace("`r`n", "`n"), [Text.Encoding]::UTF8)
    [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText($text, $parse, [IO.Path]::GetFileName($file))
}
$references = foreach ($file in $Reference -split ';') { [Microsoft.CodeAnalysis.MetadataReference]::CreateFromFile($file) }
$options = [Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions]::new([Microsoft.CodeAnalysis.OutputKind]::DynamicallyLinkedLibrary).WithDeterministic($true).WithOptimizationLevel('Release')
$compilation = [Microsoft.CodeAnalysis.CSharp.CSharpCompilation]::Create([IO.Path]::GetFileNameWithoutExtension($Output), [Microsoft.CodeAnalysis.SyntaxTree[]]$trees, [Microsoft.CodeAnalysis.MetadataReference[]]$references, $options)
$made = [IO.MemoryStream]::new()
$result = $compilation.Emit($made)
if (-not $result.Success) {
    $result.Diagnostics | Where-Object { "$($_.Severity)" -eq 'Error' } | ForEach-Object { [Console]::Error.WriteLine("$_") }
    exit 1
}
[IO.File]::WriteAllBytes($Output, $made.ToArray())
