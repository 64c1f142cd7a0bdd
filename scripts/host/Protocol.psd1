# The words and limits of the wire, for the PowerShell end. src/powershell/protocol.ts holds the same for the Node end;
# test/powershell/protocol.test.ts holds the two against each other.
@{
    Version                = 1
    MaximumFrameBytes      = 1048576
    MaximumObjectsPerFrame = 256
    MaximumDepth           = 16
    PollMilliseconds       = 50
    EndMilliseconds        = 1000
    ToHost                 = @('call', 'cancel', 'ping')
    FromHost               = @('ready', 'out', 'ev', 'done', 'pong')
    Streams                = @('progress', 'warning', 'verbose', 'information', 'error')
    DoneCodes              = @('FAILED', 'CANCELLED', 'NOT_CATALOGUED', 'BAD_PARAMETER', 'OUTPUT_TOO_LARGE')
}
