function Connect-HostPipe {
    <#
    .SYNOPSIS
    Connects to the socket where the server awaits this host, until it is welcome there.
    .DESCRIPTION
    On Linux, where the server listens. Anyone who has connected and not been heard yet may have to give way to others of this account; it comes again,
    for as long as the server listens. Throws once it doesn't.
    .PARAMETER Name
    The socket's path.
    .PARAMETER Greeting
    What the server knows this host by.
    .PARAMETER Lifeline
    A task that is completed when the server is gone: then nothing is returned.
    .EXAMPLE
    Connect-HostPipe -Name $launch.pipe -Greeting $utf8.GetBytes("$ready`n") -Lifeline $lifeline
    #>
    [CmdletBinding()]
    [OutputType([IO.Pipes.NamedPipeClientStream])]
    param([Parameter(Mandatory = $true)][string]$Name, [Parameter(Mandatory = $true)][byte[]]$Greeting, [Parameter(Mandatory = $true)][Threading.Tasks.Task]$Lifeline)
    while (-not $Lifeline.IsCompleted) {
        # One that never did anything asynchronous lets a read wait in the kernel, with no thread between.
        $pipe = [IO.Pipes.NamedPipeClientStream]::new('.', $Name, [IO.Pipes.PipeDirection]::InOut, [IO.Pipes.PipeOptions]::None)
        $pipe.Connect(1000)
        try {
            $pipe.Write($Greeting, 0, $Greeting.Length)
            # A line of nothing, once it has been heard.
            $isHeard = $pipe.ReadByte() -eq 10
        }
        catch [IO.IOException] { $isHeard = $false }
        if ($isHeard) { return $pipe }
        $pipe.Dispose()
        [Threading.Thread]::Sleep(20)
    }
}
