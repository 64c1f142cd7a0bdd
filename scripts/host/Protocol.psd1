# The words, shapes and limits of the wire, for the PowerShell end. src/powershell/wire/protocol.ts holds the same for the Node
# end; test/powershell/processes/catalogue.test.ts holds the two against each other.
@{
    Version                = 4
    MaximumFrameBytes      = 1048576
    MaximumObjectsPerFrame = 256
    MaximumDepth           = 16
    MaximumSecretLength    = 65536
    PollMilliseconds       = 50
    RestMilliseconds       = 1000
    EndMilliseconds        = 1000
    Readers                = 3
    ToHost                 = @{
        call   = @{ id = 'text'; cmd = 'text'; args = 'table'; secrets = 'lengths'; deadline = 'count'; fresh = 'flag'; trace = 'text?' }
        cancel = @{ id = 'text' }
        ping   = @{ id = 'text' }
    }
    FromHost               = @{
        ready = @{ v = 'count'; pid = 'count'; ps = 'text'; edition = 'text'; token = 'text' }
        out   = @{ id = 'text'; v = 'objects' }
        ev    = @{ id = 'text'; s = 'stream'; m = 'event' }
        done  = @{ id = 'text'; ok = 'flag'; n = 'count'; exit = 'integer'; code = 'code?'; e = 'detail?' }
        pong  = @{ id = 'text'; mb = 'count' }
    }
    Event                  = @{ message = 'string'; percent = 'integer?'; fqid = 'string?' }
    Detail                 = @{
        message = 'string'; type = 'string?'; fqid = 'string?'; category = 'string?'; target = 'string?'
        stack = 'string?'; line = 'integer?'; figures = 'figures?'
    }
    Streams                = @('progress', 'warning', 'verbose', 'information', 'error')
    DoneCodes              = @('FAILED', 'CANCELLED', 'NOT_CATALOGUED', 'BAD_PARAMETER', 'OUTPUT_TOO_LARGE')
}
