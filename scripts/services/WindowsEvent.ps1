<#
Windows' event logs, one at a time. That a log holds nothing that was asked for is one thing, that it can't be read another: Get-WinEvent
reports both as an error, and anyone who takes the second for the first calls a service stable that dies every minute.
#>

# What the Service Control Manager logs: start failed, dependency failed, time-outs, hung, ended with an error, died, its recovery failed, died,
# state changed, could not sign in, start mode changed, may not sign in as a service, did not end when Windows shut down, installed.
$script:ServiceEventIds = 7000, 7001, 7009, 7011, 7022, 7023, 7024, 7031, 7032, 7034, 7036, 7038, 7040, 7041, 7043, 7045
# Of these, what is information alone: state changed, start mode changed, installed.
$script:ServiceNewsIds = 7036, 7040, 7045
# Which property names the service, where it isn't the first: of the time-outs that is how long, of a recovery what was to be done, as number and in words.
$script:SubjectIndex = @{ 7009 = 1; 7011 = 1; 7032 = 2 }

# Newest first, as they are read: anyone who has enough ends the pipeline, and the rest of the log isn't read. Error: EVENT_LOG_UNREADABLE.
function Read-WindowsEvent([hashtable]$Filter, [int]$Most) {
    try { Get-WinEvent -FilterHashtable $Filter -MaxEvents $Most -ErrorAction Stop }
    catch {
        if ($_.FullyQualifiedErrorId -like 'NoMatchingEventsFound*') { return }
        throw (New-VenueError -ErrorId EVENT_LOG_UNREADABLE -Message "The event log $($Filter.LogName) could not be read: $($_.Exception.Message)" -Category ReadError -Target $Filter.LogName)
    }
}

# Which service an event of the Service Control Manager is about: its display name, or its name.
function Get-EventSubject([object]$Entry) {
    $index = [int]$script:SubjectIndex[[int]$Entry.Id]
    $properties = @($Entry.Properties)
    if ($properties.Count -gt $index) { "$($properties[$index].Value)" } else { '' }
}
