# Our keys and what Windows calls these services. swiftpos publishes the display names' gist only: correct WindowsName to what
# `Get-Service` prints on the venue's server. An empty WindowsName is looked for by DisplayName.
@{
    'gateway-client'   = @{ DisplayName = 'Gateway Client'; WindowsName = '' }
    'cloud-sync'       = @{ DisplayName = 'Cloud Sync'; WindowsName = '' }
    'sales-processing' = @{ DisplayName = 'Sales Processing'; WindowsName = '' }
    'connect'          = @{ DisplayName = 'Connect'; WindowsName = '' }
    'end-of-day'       = @{ DisplayName = 'End of Day'; WindowsName = '' }
    'netpos'           = @{ DisplayName = 'NetPOS'; WindowsName = '' }
    'services-monitor' = @{ DisplayName = 'Services Monitor'; WindowsName = '' }
}
