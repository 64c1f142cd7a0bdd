# Our keys, and what Windows calls these services, in the order in which a boot starts them. swiftpos publishes the display names' gist only:
# correct WindowsName to what `Get-Service` prints on the venue's server. An empty WindowsName is looked for by DisplayName.
@{
    Services = @(
        @{ Key = 'sales-processing'; DisplayName = 'Sales Processing'; WindowsName = '' }
        @{ Key = 'connect'; DisplayName = 'Connect'; WindowsName = '' }
        @{ Key = 'end-of-day'; DisplayName = 'End of Day'; WindowsName = '' }
        @{ Key = 'netpos'; DisplayName = 'NetPOS'; WindowsName = '' }
        @{ Key = 'gateway-client'; DisplayName = 'Gateway Client'; WindowsName = '' }
        @{ Key = 'cloud-sync'; DisplayName = 'Cloud Sync'; WindowsName = '' }
        @{ Key = 'services-monitor'; DisplayName = 'Services Monitor'; WindowsName = '' }
    )
}
