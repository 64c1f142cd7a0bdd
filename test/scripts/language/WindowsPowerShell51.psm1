using namespace System.Management.Automation.Language
using namespace System.Reflection.Metadata
<#
What Windows PowerShell 5.1, and the .NET Framework 4.6.2 under it, would not understand, found without either. Not seen: members of objects,
overloads of a method, parameters that are splatted.
#>
Set-StrictMode -Version 3.0

$script:NewTokens = 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'AndAnd', 'OrOr', 'Clean'
# Under strict mode 5.1 fails where one is read.
$script:NewVariables = 'IsWindows', 'IsLinux', 'IsMacOS', 'IsCoreCLR'
$script:Judged = {
    param($node)
    $node -is [CommandAst] -or $node -is [VariableExpressionAst] -or $node -is [MemberExpressionAst] -or $node -is [TypeExpressionAst] -or $node -is [TypeConstraintAst] -or
    $node -is [TernaryExpressionAst] -or $node -is [PipelineAst]
}
$script:Known = $null
$script:CommonParameters = @([Management.Automation.Cmdlet]::CommonParameters) + 'WhatIf', 'Confirm'

function Find-NewerThan51 {
    <#
    .SYNOPSIS
    Says what Windows PowerShell 5.1 would not understand in PowerShell files.
    .DESCRIPTION
    One object a finding: File, Line, Rule and Text. Rules: Parse, Ascii (5.1 reads a file without a byte order mark in the code page of its
    machine), Syntax, Variable, Command, Parameter, Type and Member. Of commands those that come with PowerShell are compared with
    windows-powershell-5.1-commands.txt, types and static members against the assemblies that set-up brings. What is in a branch for 7
    (if ($PSVersionTable.PSEdition -eq 'Core'), or if ('Name' -as [type])) may be 7's alone, but for the grammar, which 5.1 reads first; so may
    a type that New-Object is given in quotes, which says that it may not be there.
    .PARAMETER Path
    Files.
    .EXAMPLE
    Find-NewerThan51 -Path scripts/host/New-HostPipe.ps1
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter(Mandatory)][string[]]$Path)
    # Read once: it takes longer than a file.
    if ($null -eq $script:Known) { $script:Known = @{ Commands = Read-Command; Later = Read-LaterCommand; Members = (Read-Member) } }
    $commands, $members = $script:Known.Commands, $script:Known.Members
    foreach ($file in $Path) {
        $tokens = $errors = $null
        $ast = [Parser]::ParseFile($file, [ref]$tokens, [ref]$errors)
        $found = @(
            foreach ($one in $errors) { New-Finding Parse $one.Extent $one.Message }
            if ([IO.File]::ReadAllBytes($file) -gt 127) { New-Finding Ascii $ast.Extent 'other than ASCII' }
            Find-NewToken $tokens
            foreach ($node in $ast.FindAll($script:Judged, $true)) {
                $new = @(
                    if ($node -is [CommandAst]) { Find-NewCommand $node $commands $members }
                    elseif ($node -is [VariableExpressionAst]) { if ($node.VariablePath.UserPath -in $script:NewVariables) { New-Finding Variable $node.Extent $node.Extent.Text } }
                    elseif ($node -is [MemberExpressionAst]) { if ($node.Static) { Find-NewMember $node $members } }
                    elseif ($node -is [TypeExpressionAst] -or $node -is [TypeConstraintAst]) { Find-NewType $node ($node.TypeName.GetReflectionType()) $members }
                )
                if ($new.Count -gt 0 -and -not (Test-ForSeven $node)) { $new }
                if ($node -is [TernaryExpressionAst]) { New-Finding Syntax $node.Extent 'a ? b : c' }
                if ($node -is [PipelineAst] -and $node.Background) { New-Finding Syntax $node.Extent 'a command in the background: &' }
            }
        )
        foreach ($one in $found) { [pscustomobject]@{ File = $file; Line = $one.Line; Rule = $one.Rule; Text = $one.Text } }
    }
}

function New-Finding([string]$Rule, [IScriptExtent]$Extent, [string]$Text) { @{ Rule = $Rule; Line = $Extent.StartLineNumber; Text = $Text } }

# A command -> its parameters.
function Read-Command {
    $known = @{}
    foreach ($line in [IO.File]::ReadAllLines((Join-Path $PSScriptRoot 'windows-powershell-5.1-commands.txt'))) {
        if ($line.StartsWith('#')) { continue }
        $name, $parameters = $line -split ':', 2
        $known[$name] = @($parameters.Trim() -split ' ')
    }
    $known
}

# What comes with this PowerShell comes with that one too, unless it is new.
function Read-LaterCommand {
    $later = @{}
    $own = 'Microsoft.PowerShell.Core', 'Microsoft.PowerShell.Management', 'Microsoft.PowerShell.Utility', 'Microsoft.PowerShell.Security', 'Microsoft.PowerShell.ThreadJob', 'ThreadJob'
    foreach ($one in (Get-Command -CommandType Cmdlet -Module $own)) { $later[$one.Name] = $true }
    $later
}

# 'Namespace.Type' and 'Namespace.Type::Member' of all that is public or not: a reference assembly has little else than what is public.
function Read-Member {
    $known = [Collections.Generic.HashSet[string]]::new([StringComparer]::OrdinalIgnoreCase)
    $folder = Join-Path $PSScriptRoot '../../../.tools/microsoft.netframework.referenceassemblies.net462/1.0.3/build/.NETFramework/v4.6.2'
    foreach ($assembly in (Get-ChildItem $folder -Filter *.dll -ErrorAction Stop)) {
        $image = [Reflection.PortableExecutable.PEReader]::new([IO.File]::OpenRead($assembly.FullName))
        try {
            $reader = [PEReaderExtensions]::GetMetadataReader($image)
            foreach ($handle in $reader.TypeDefinitions) {
                $type = $reader.GetTypeDefinition($handle)
                $name = "$($reader.GetString($type.Namespace)).$($reader.GetString($type.Name))"
                [void]$known.Add($name)
                foreach ($method in $type.GetMethods()) { [void]$known.Add("${name}::" + ($reader.GetString($reader.GetMethodDefinition($method).Name) -replace '^get_')) }
                foreach ($field in $type.GetFields()) { [void]$known.Add("${name}::" + $reader.GetString($reader.GetFieldDefinition($field).Name)) }
            }
        }
        finally { $image.Dispose() }
    }
    , $known
}

function Find-NewToken([Token[]]$Tokens) {
    $before = $null
    foreach ($token in $Tokens) {
        if ("$($token.Kind)" -in $script:NewTokens) { New-Finding Syntax $token.Extent $token.Text }
        if ($token.Kind -eq 'Pipe' -and $before -and $before.Kind -eq 'NewLine') { New-Finding Syntax $token.Extent 'a line that begins with |' }
        if ($token -is [StringExpandableToken] -and $token.Text -match '(?<!`)(``)*`(u\{|e)') { New-Finding Syntax $token.Extent '`u{} or `e' }
        if ($token -is [NumberToken] -and $token.Text -notmatch '^0x' -and $token.Text -match '^0b|[0-9](u|ul|us|uy|n|y|s)([kmgtp]b)?$') { New-Finding Syntax $token.Extent "the number $($token.Text)" }
        if ($token.Kind -ne 'Comment') { $before = $token }
    }
}

function Find-NewCommand([CommandAst]$Node, [hashtable]$Known, [object]$Members) {
    $name = $Node.GetCommandName()
    if (-not $name) { return }
    $first = if ($Node.CommandElements.Count -gt 1) { $Node.CommandElements[1] }
    if ($name -eq 'New-Object' -and $first -is [StringConstantExpressionAst] -and $first.StringConstantType -eq 'BareWord') { Find-NewType $Node ($first.Value -as [type]) $Members }
    if ($Known.ContainsKey($name)) {
        foreach ($part in $Node.CommandElements) {
            if ($part -is [CommandParameterAst] -and -not ($Known[$name] + $script:CommonParameters -like "$($part.ParameterName)*")) { New-Finding Parameter $part.Extent "$name -$($part.ParameterName)" }
        }
        return
    }
    if ($script:Known.Later.ContainsKey($name)) { New-Finding Command $Node.Extent $name }
}

function Find-NewType([Ast]$Node, [type]$Type, [object]$Known) {
    if ($Type -and (Test-Framework $Type) -and -not $Known.Contains((Get-BareName $Type))) { New-Finding Type $Node.Extent $Type.FullName }
}

# A type that isn't there is reported separately.
function Find-NewMember([MemberExpressionAst]$Node, [object]$Known) {
    if ($Node.Expression -isnot [TypeExpressionAst]) { return }
    $type = $Node.Expression.TypeName.GetReflectionType()
    if (-not $type -or -not $Known.Contains((Get-BareName $type))) { return }
    $member = if ("$($Node.Member)" -eq 'new') { '.ctor' } else { "$($Node.Member)" }
    for ($base = $type; $base; $base = $base.BaseType) { if ($Known.Contains("$(Get-BareName $base)::$member")) { return } }
    New-Finding Member $Node.Extent "[$($type.FullName)]::$($Node.Member)"
}

# .NET's, not PowerShell's own.
function Test-Framework([type]$Type) { (Get-BareName $Type) -match '^(System|Microsoft\.Win32)\.' -and (Get-BareName $Type) -notlike 'System.Management.*' }

# Of an array what it is of, of a generic type what it is made of.
function Get-BareName([type]$Type) {
    while ($Type.HasElementType) { $Type = $Type.GetElementType() }
    if ($Type.IsGenericType) { $Type = $Type.GetGenericTypeDefinition() }
    "$($Type.Namespace).$($Type.Name)"
}

function Test-ForSeven([Ast]$Node) {
    for ($child = $Node; $child.Parent; $child = $child.Parent) {
        if ($child.Parent -isnot [IfStatementAst]) { continue }
        foreach ($clause in $child.Parent.Clauses) { if ($clause.Item2 -eq $child -and $clause.Item1.Extent.Text -match "PSEdition -eq 'Core'|' -as \[type\]$") { return $true } }
    }
    $false
}

Export-ModuleMember -Function Find-NewerThan51
