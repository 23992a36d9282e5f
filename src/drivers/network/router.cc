#include "drivers/network/router.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "drivers/network/name_hash.h"

namespace gantry::network {
namespace {

constexpr const char* kPrefix = "gantry-";
constexpr std::string_view kMarkPrefix = "gantry-router ";
constexpr int kTunnelPort = 4789;

std::string mark_prefix_of(const NetworkNamespace& home) {
    return fmt::format("{}{} ", kMarkPrefix, home.inode());
}

const DeviceInfo* find_device(const std::vector<DeviceInfo>& devices, std::string_view name) {
    const auto at = std::find_if(devices.begin(), devices.end(), [&](const DeviceInfo& device) {
        return device.name == name;
    });
    return at == devices.end() ? nullptr : &*at;
}

}  // namespace

Router::Router(
    const RouterPlace& place, std::string name, std::string vpc_id, NetworkNamespace inside
)
    : place_(place),
      name_(std::move(name)),
      vpc_id_(std::move(vpc_id)),
      inside_(std::move(inside)),
      uplink_device_("gtu" + name_.substr(std::string_view(kPrefix).size())) {}

std::string Router::mark() const {
    return mark_prefix_of(place_.home) + vpc_id_;
}

int Router::network_identifier() const {
    const std::size_t slash = tunnel_mark_.find('/');
    int identifier = 0;
    if (slash != std::string::npos) {
        const char* const end = tunnel_mark_.data() + tunnel_mark_.size();
        std::from_chars(tunnel_mark_.data() + slash + 1, end, identifier);
    }
    return identifier;
}

// ---- Making and finding
// --------------------------------------------------------------------------

std::string Router::name_of(const NetworkNamespace& home, const std::string& vpc_id) {
    return kPrefix + hash_digits(std::to_string(home.inode()) + "/" + vpc_id, 8);
}

Result<std::unique_ptr<Router>> Router::open(
    const RouterPlace& place, const std::string& vpc_id, int network_identifier
) {
    const std::string name = name_of(place.home, vpc_id);
    auto inside = NetworkNamespace::make(name);
    if (!inside) return inside.error();
    auto router = std::unique_ptr<Router>(new Router(place, name, vpc_id, std::move(*inside)));
    if (auto looked = router->look(); !looked) return looked.error();
    if (auto made = router->make(network_identifier); !made) {
        // Half a router is nothing to find again.
        if (router->interfaces_.empty()) (void)router->remove();
        return made.error();
    }
    return router;
}

std::vector<std::string> Router::candidates() {
    return NetworkNamespace::names(kPrefix);
}

Result<std::unique_ptr<Router>> Router::find(const RouterPlace& place, const std::string& name) {
    auto inside = NetworkNamespace::named(name);
    if (!inside) return inside.error();
    std::string vpc_id;
    {
        const Inside there(*inside, place.home);
        if (!there.entered()) return not_found(name + " is no router");
        const auto devices = list_devices();
        if (!devices) return devices.error();
        const DeviceInfo* lo = find_device(*devices, "lo");
        const std::string prefix = mark_prefix_of(place.home);
        if (lo == nullptr || !lo->alias.starts_with(prefix))
            return not_found(name + " is no router of this machine");
        vpc_id = lo->alias.substr(prefix.size());
    }
    auto router = std::unique_ptr<Router>(new Router(place, name, vpc_id, std::move(*inside)));
    if (auto looked = router->look(); !looked) return looked.error();
    return router;
}

/// What is there already.
Result<void> Router::look() {
    const Inside there(inside_, place_.home);
    if (!there.entered()) return there.entered();
    const auto devices = list_devices();
    if (!devices) return devices.error();
    const DeviceInfo* lo = find_device(*devices, "lo");
    if (lo != nullptr && !lo->alias.empty() && lo->alias != mark())
        return Error{ErrorKind::Conflict, {}, name_ + " is another's (" + lo->alias + ")", {}};
    interfaces_.clear();
    for (const DeviceInfo& device : *devices) {
        if (device.name.starts_with('t') && device.name == device_of(device.alias))
            interfaces_.insert(device.alias);
    }
    const DeviceInfo* tunnel = find_device(*devices, kTunnel);
    if (tunnel != nullptr) tunnel_mark_ = tunnel->alias;
    if (find_device(*devices, kUplink) == nullptr) return {};
    const auto addresses = list_addresses();
    if (!addresses) return addresses.error();
    for (const Address address : *addresses) {
        if (!is_uplink_address(address)) continue;
        uplink_ = {{{address.bits & mask_of(30)}, 30}};
        has_uplink_ = true;
    }
    return {};
}

Result<void> Router::make(int network_identifier) {
    {
        const Inside there(inside_, place_.home);
        if (!there.entered()) return there.entered();
        if (auto made = make_settings(); !made) return made;
    }
    if (!has_uplink_) {
        if (auto made = make_uplink(); !made) return made;
    }
    return make_tunnel(network_identifier);
}

Result<void> Router::make_settings() {
    for (const auto& [name, value] : std::initializer_list<std::pair<const char*, const char*>>{
             {"ipv4/ip_forward", "1"},
             {"ipv4/conf/all/rp_filter", "0"},
             {"ipv4/conf/default/rp_filter", "0"},
             {"ipv4/conf/all/send_redirects", "0"},
             {"ipv4/conf/default/send_redirects", "0"},
             {"ipv4/conf/all/accept_redirects", "0"},
         }) {
        if (auto written = write_setting(name, value); !written) return written;
    }
    // A kernel without IPv6 has nothing to switch off.
    (void)write_setting("ipv6/conf/all/disable_ipv6", "1");
    (void)write_setting("ipv6/conf/default/disable_ipv6", "1");
    return run_ip("link set dev lo alias \"" + mark() + "\" up\n");
}

Result<void> Router::make_uplink() {
    const auto taken = list_addresses();
    if (!taken) return taken.error();
    auto chosen = choose_uplink(*taken);
    if (!chosen) return chosen.error();
    uplink_ = *chosen;
    // One half may be left of a try that broke off.
    (void)run_ip(fmt::format("link del dev {}\n", uplink_device_));
    auto made = run_ip(fmt::format(
        "link add {0} type veth peer name {1} netns {2}\n"
        "addr add {3}/30 dev {0}\n"
        "link set dev {0} up\n",
        uplink_device_,
        kUplink,
        name_,
        to_text(uplink_.machine())
    ));
    if (!made) return made;
    const Inside there(inside_, place_.home);
    if (!there.entered()) return there.entered();
    made = run_ip(fmt::format(
        "addr replace {0}/30 dev {1}\n"
        "link set dev {1} up\n"
        "route replace default via {2} dev {1}\n",
        to_text(uplink_.router()),
        kUplink,
        to_text(uplink_.machine())
    ));
    has_uplink_ = made.has_value();
    return made;
}

/// Made in the machine's namespace, where its outer packets stay, and moved.
Result<void> Router::make_tunnel(int network_identifier) {
    if (!place_.machine_address) return {};
    const std::string address = to_text(*place_.machine_address);
    const std::string mark = fmt::format("{}/{}", address, network_identifier);
    if (tunnel_mark_ == mark) return {};
    const std::string made_as = "gtv" + uplink_device_.substr(3);
    if (!tunnel_mark_.empty()) {
        const Inside there(inside_, place_.home);
        if (!there.entered()) return there.entered();
        if (auto gone = run_ip(fmt::format("link del dev {}\n", kTunnel)); !gone) return gone;
        tunnel_mark_.clear();
        routes_.reset();
    }
    (void)run_ip(fmt::format("link del dev {}\n", made_as));
    auto made = run_ip(fmt::format(
        "link add {0} address {1} mtu {2} type vxlan id {3} local {4} dstport {5} nolearning\n"
        "link set dev {0} netns {6} name {7}\n",
        made_as,
        to_text(tunnel_mac(*place_.machine_address)),
        place_.mtu,
        network_identifier,
        address,
        kTunnelPort,
        name_,
        kTunnel
    ));
    if (!made) return made;
    const Inside there(inside_, place_.home);
    if (!there.entered()) return there.entered();
    made = run_ip(fmt::format("link set dev {} alias \"{}\" up\n", kTunnel, mark));
    if (made) tunnel_mark_ = mark;
    machines_.clear();
    return made;
}

Result<void> Router::remove() {
    // Open connections keep a namespace; what reaches out of it goes now.
    (void)run_ip(fmt::format("link del dev {}\n", uplink_device_));
    {
        const Inside there(inside_, place_.home);
        if (there.entered() && !tunnel_mark_.empty())
            (void)run_ip(fmt::format("link del dev {}\n", kTunnel));
    }
    return NetworkNamespace::remove(name_);
}

// ---- Rules and routes
// ----------------------------------------------------------------------------

Result<void> Router::apply(const Vpc& vpc, const RouterSettings& settings) {
    if (vpc.network_identifier > 0) {
        if (auto made = make_tunnel(vpc.network_identifier); !made) return made;
    }
    const Inside there(inside_, place_.home);
    if (!there.entered()) return there.entered();
    const std::string rules = router_rules(vpc, settings);
    if (rules != rules_) {
        if (auto set = run_nft(rules); !set) return set;
        rules_ = rules;
    }
    return apply_routes(vpc, settings);
}

/// A table that is not as we left it is looked at anew, once.
Result<void> Router::apply_routes(const Vpc& vpc, const RouterSettings& settings) {
    const bool remembered = routes_ && addresses_;
    auto changed = change_routes(vpc, settings);
    if (changed) return changed;
    routes_.reset();
    addresses_.reset();
    machines_.clear();
    if (!remembered) return changed;
    changed = change_routes(vpc, settings);
    if (!changed) routes_.reset();
    return changed;
}

Result<void> Router::change_routes(const Vpc& vpc, const RouterSettings& settings) {
    if (!routes_) {
        const auto json = ask_ip({"-4", "route", "show"});
        if (!json) return json.error();
        auto there = read_routes(*json);
        if (!there) return there.error();
        std::erase_if(*there, [](const KernelRoute& route) {
            return !route.device.empty() && route.device != kTunnel;
        });
        routes_ = std::move(*there);
    }
    if (!addresses_) {
        const auto there = list_addresses();
        if (!there) return there.error();
        addresses_ = std::set<Address>(there->begin(), there->end());
        std::erase_if(*addresses_, is_uplink_address);
        addresses_->erase(Address{0x7f000001U});
    }
    const auto addresses = router_addresses(vpc, settings);
    const auto routes = router_routes(vpc, settings);
    const auto machines = other_machines(vpc, settings);
    std::set<Address> news;
    for (const Address machine : machines) {
        if (!machines_.contains(machine)) news.insert(machine);
    }
    if (auto run = run_bridge(tunnel_forwarding(news)); !run) return run;
    const std::string lines = address_changes(*addresses_, addresses) + tunnel_neighbours(news) +
                              route_changes(*routes_, routes);
    if (auto run = run_ip(lines); !run) return run;
    addresses_ = addresses;
    routes_ = routes;
    machines_ = machines;
    return {};
}

// ---- Interfaces
// ----------------------------------------------------------------------------------

struct Router::Ends {
    std::string id;
    std::string device;
    Mac mac{};
    Address address;
    Address gateway;
    int length = 0;
    NetworkNamespace task;
};

Result<void> Router::attach(const TaskInterface& interface, std::int64_t pid) {
    const auto mac = parse_mac(interface.mac);
    const auto address = parse_address(interface.address);
    const auto slash = interface.subnet_gateway.find('/');
    const auto gateway = parse_address(std::string_view(interface.subnet_gateway).substr(0, slash));
    const auto subnet = parse_block(interface.subnet_gateway, true);
    if (!is_plain_name(interface.id) || !mac || !address || !gateway || !subnet || pid <= 0)
        return invalid_argument("the interface " + interface.id + " is not one");
    auto task = NetworkNamespace::of_process(pid);
    if (!task) return task.error();
    if (task->inode() == place_.home.inode())
        return invalid_argument(fmt::format("process {} has no network of its own", pid));
    const Ends ends{
        .id = interface.id,
        .device = device_of(interface.id),
        .mac = *mac,
        .address = *address,
        .gateway = *gateway,
        .length = subnet->length,
        .task = std::move(*task),
    };
    const auto there = is_attached(ends);
    if (!there) return there.error();
    if (!*there) {
        if (auto gone = detach(ends.id); !gone) return gone;
        if (auto joined = join_ends(ends); !joined) return joined;
    }
    interfaces_.insert(ends.id);  // from here on it is to be taken away
    if (auto set = set_up_router_end(ends); !set) return set;
    return set_up_task_end(ends);
}

Result<bool> Router::is_attached(const Ends& ends) {
    {
        const Inside there(inside_, place_.home);
        if (!there.entered()) return there.entered().error();
        const auto devices = list_devices();
        if (!devices) return devices.error();
        if (find_device(*devices, ends.device) == nullptr) return false;
    }
    const Inside task(ends.task, place_.home);
    if (!task.entered()) return task.entered().error();
    const auto devices = list_devices();
    if (!devices) return devices.error();
    const DeviceInfo* own = find_device(*devices, "eth0");
    return own != nullptr && own->alias == ends.id;
}

Result<void> Router::join_ends(const Ends& ends) {
    const Inside there(inside_, place_.home);
    if (!there.entered()) return there.entered();
    // By its open file: a process's number may be another's by now.
    return run_ip(fmt::format(
        "link add {0} mtu {1} type veth peer name eth0 address {2} mtu {1} netns /proc/{3}/fd/{4}\n"
        "link set dev {0} alias {5}\n",
        ends.device,
        place_.mtu,
        to_text(ends.mac),
        ::getpid(),
        ends.task.descriptor(),
        ends.id
    ));
}

Result<void> Router::set_up_router_end(const Ends& ends) {
    const Inside there(inside_, place_.home);
    if (!there.entered()) return there.entered();
    // The subnet's other addresses are behind the router too: it answers for them.
    for (const auto& [name, value] : std::initializer_list<std::pair<const char*, const char*>>{
             {"ipv4/conf/{}/proxy_arp", "1"},
             {"ipv4/conf/{}/send_redirects", "0"},
             {"ipv4/neigh/{}/proxy_delay", "0"},
         }) {
        const auto written = write_setting(fmt::format(fmt::runtime(name), ends.device), value);
        if (!written) return written;
    }
    return run_ip(fmt::format(
        "link set dev {0} up\n"
        "neigh replace {1} lladdr {2} dev {0} nud permanent\n"
        "route replace {1}/32 dev {0}\n",
        ends.device,
        to_text(ends.address),
        to_text(ends.mac)
    ));
}

Result<void> Router::set_up_task_end(const Ends& ends) {
    const Inside task(ends.task, place_.home);
    if (!task.entered()) return task.entered();
    return run_ip(fmt::format(
        "link set dev lo up\n"
        "addr replace {0}/{1} dev eth0\n"
        "link set dev eth0 alias {3} up\n"
        "route replace default via {2} dev eth0\n",
        to_text(ends.address),
        ends.length,
        to_text(ends.gateway),
        ends.id
    ));
}

Result<void> Router::detach(const std::string& id) {
    const std::string device = device_of(id);
    const Inside there(inside_, place_.home);
    if (!there.entered()) return there.entered();
    const auto devices = list_devices();
    if (!devices) return devices.error();
    if (find_device(*devices, device) != nullptr) {
        if (auto gone = run_ip(fmt::format("link del dev {}\n", device)); !gone) return gone;
    }
    interfaces_.erase(id);
    return {};
}

}  // namespace gantry::network
