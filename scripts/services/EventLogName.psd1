# Which of Windows' event logs hold what concerns swiftpos, where venue.json names none (eventLogs). What swiftpos calls its own is not public: its
# help shows it as Tools > Event Logs > swiftpos Applications > swiftpos SQL Application. An empty ProviderName takes every provider.
# Source is how entries are labelled; empty: by their provider. OurServices keeps only lines about the services of Services.json.
@{
    Channels = @(
        @{ LogName = 'System'; ProviderName = @('Service Control Manager'); Source = ''; OurServices = $true }
        @{ LogName = 'swiftpos SQL Application'; ProviderName = @(); Source = 'swiftpos SQL Application'; OurServices = $false }
    )
}
