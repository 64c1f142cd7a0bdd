# What the service itself writes to Windows' event log, by ids that never change; docs/reference/event-log.md has the whole table.
@{
    SERVER_STARTED       = @{ Id = 1000; Level = 'information' }
    SERVER_STOPPED       = @{ Id = 1001; Level = 'information' }
    START_REFUSED        = @{ Id = 1002; Level = 'error' }
    SERVER_DIED          = @{ Id = 1003; Level = 'error' }
    STOP_OVERRAN         = @{ Id = 1004; Level = 'warning' }
    ACCOUNT_CHANGED      = @{ Id = 1005; Level = 'warning' }
    LATE_START_FAILED    = @{ Id = 1006; Level = 'error' }
    LATE_START_NO_TASK   = @{ Id = 1007; Level = 'warning' }
    UPGRADE_ROLLED_BACK  = @{ Id = 1300; Level = 'error' }
}
