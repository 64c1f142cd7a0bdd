# Our keys, and what people call these services, in the order in which a boot starts them. What Windows calls them on a server, a person
# writes into venue.json.
@{
    Services = @(
        @{ Key = 'sales-processing'; DisplayName = 'Sales Processing' }
        @{ Key = 'connect'; DisplayName = 'Connect' }
        @{ Key = 'end-of-day'; DisplayName = 'End of Day' }
        @{ Key = 'netpos'; DisplayName = 'NetPOS' }
        @{ Key = 'gateway-client'; DisplayName = 'Gateway Client' }
        @{ Key = 'cloud-sync'; DisplayName = 'Cloud Sync' }
        @{ Key = 'services-monitor'; DisplayName = 'Services Monitor' }
    )
}
