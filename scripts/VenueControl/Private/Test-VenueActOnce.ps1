function Test-VenueActOnce {
    <#
    .SYNOPSIS
    Whether a script block of a rollout acts once, however often it is sent with the same key.
    .DESCRIPTION
    It does if it has param($IdempotencyKey), is one pipeline of this module's commands, and each that changes something takes that key. Throws if the parameter is there and the rest is not: the administrator relies on it.
    .PARAMETER ScriptBlock
    The script block.
    .EXAMPLE
    Test-VenueActOnce -ScriptBlock { param($IdempotencyKey) Restart-VenueService netpos -IdempotencyKey $IdempotencyKey }
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param([Parameter(Mandatory = $true)][scriptblock]$ScriptBlock)
    $ast = $ScriptBlock.Ast
    if (-not $ast.ParamBlock -or -not $ast.ParamBlock.Parameters.Count) { return $false }
    $names = @($ast.ParamBlock.Parameters | ForEach-Object { $_.Name.VariablePath.UserPath })
    $isOnce = "$names" -eq 'IdempotencyKey' -and -not $ast.BeginBlock -and -not $ast.ProcessBlock -and $ast.EndBlock.Statements.Count -eq 1 -and $ast.EndBlock.Statements[0] -is [Management.Automation.Language.PipelineAst]
    if ($isOnce) {
        foreach ($element in $ast.EndBlock.Statements[0].PipelineElements) {
            $command = $null
            if ($element -is [Management.Automation.Language.CommandAst] -and $element.GetCommandName()) { $command = $ExecutionContext.SessionState.Module.ExportedCommands[$element.GetCommandName()] }
            if (-not $command -or ($command.Parameters.ContainsKey('WhatIf') -and $element.Extent.Text -notmatch '(?i)\s-IdempotencyKey[\s:]+\$IdempotencyKey\b')) { $isOnce = $false }
            # A script block, an expression or $(...) in the arguments can do anything.
            elseif ($element.FindAll({ $args[0] -is [Management.Automation.Language.ScriptBlockExpressionAst] -or $args[0] -is [Management.Automation.Language.SubExpressionAst] -or $args[0] -is [Management.Automation.Language.ParenExpressionAst] -or $args[0] -is [Management.Automation.Language.InvokeMemberExpressionAst] }, $true)) { $isOnce = $false }
        }
    }
    if (-not $isOnce) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message 'The script block of a rollout has no parameter but $IdempotencyKey. With it, it is one pipeline of this module''s commands, and each that changes something takes the key.' -Remedy 'Remove param(), or write for example { param($IdempotencyKey) Restart-VenueService netpos -IdempotencyKey $IdempotencyKey -Confirm:$false }.') }
    $true
}
