#include "drivers/network/network_namespace.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/assert.h"
#include "base/reflect.h"
#include "drivers/network/command.h"
#include "wire/json_codec.h"

namespace gantry::network {
namespace {

using reflect::field;

constexpr const char* kFolder = "/run/netns/";

std::string system_words() {
    return std::generic_category().message(errno);
}

Result<Descriptor> open_namespace(const std::string& path, const std::string& what) {
    Descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (opened) return opened;
    const std::string text = what + ": " + system_words();
    return errno == ENOENT ? not_found(text) : unavailable(text);
}

struct LinkInfo {
    std::string ifname;
    std::string ifalias;

    static const reflect::TypeInfo& type_info() {
        using T = LinkInfo;
        static const reflect::TypeInfo info = reflect::structure<T>(
            "Link", {field<&T::ifname>("ifname"), field<&T::ifalias>("ifalias")}
        );
        return info;
    }
};

struct LocalAddress {
    std::string local;

    static const reflect::TypeInfo& type_info() {
        using T = LocalAddress;
        static const reflect::TypeInfo info =
            reflect::structure<T>("LocalAddress", {field<&T::local>("local")});
        return info;
    }
};

struct AddressedDevice {
    std::vector<LocalAddress> addresses;

    static const reflect::TypeInfo& type_info() {
        using T = AddressedDevice;
        static const reflect::TypeInfo info =
            reflect::structure<T>("AddressedDevice", {field<&T::addresses>("addr_info")});
        return info;
    }
};

Result<void> run_batch(const std::vector<std::string>& words, const std::string& text) {
    if (text.empty()) return {};
    const auto output = run_with_input(words, text, kToolLimit);
    if (!output) return output.error();
    return {};
}

}  // namespace

NetworkNamespace::NetworkNamespace(Descriptor descriptor) : descriptor_(std::move(descriptor)) {
    struct stat status{};
    if (::fstat(descriptor_.get(), &status) == 0) inode_ = status.st_ino;
}

Result<NetworkNamespace> NetworkNamespace::current() {
    auto opened = open_namespace("/proc/thread-self/ns/net", "this process's network");
    if (!opened) return opened.error();
    return NetworkNamespace(std::move(*opened));
}

Result<NetworkNamespace> NetworkNamespace::of_process(std::int64_t pid) {
    auto opened = open_namespace(
        "/proc/" + std::to_string(pid) + "/ns/net", "process " + std::to_string(pid)
    );
    if (!opened) return unavailable(opened.error().message);
    return NetworkNamespace(std::move(*opened));
}

Result<NetworkNamespace> NetworkNamespace::named(const std::string& name) {
    auto opened = open_namespace(kFolder + name, "network namespace " + name);
    if (!opened) return opened.error();
    return NetworkNamespace(std::move(*opened));
}

Result<NetworkNamespace> NetworkNamespace::make(const std::string& name) {
    if (auto there = named(name)) {
        // After a start of the machine the file may be left, which is no namespace any more.
        struct statfs system{};
        if (::fstatfs(there->descriptor(), &system) == 0 && system.f_type == NSFS_MAGIC)
            return there;
        if (auto removed = remove(name); !removed) return removed.error();
    }
    const auto output = run_with_input({"ip", "netns", "add", name}, {}, kToolLimit);
    if (!output) return output.error();
    return named(name);
}

Result<void> NetworkNamespace::remove(const std::string& name) {
    if (!named(name)) return {};
    const auto output = run_with_input({"ip", "netns", "del", name}, {}, kToolLimit);
    if (!output) return output.error();
    return {};
}

std::vector<std::string> NetworkNamespace::names(const std::string& prefix) {
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator at(kFolder, error), end; !error && at != end;
         at.increment(error)) {
        std::string name = at->path().filename().string();
        if (name.starts_with(prefix)) names.push_back(std::move(name));
    }
    std::sort(names.begin(), names.end());
    return names;
}

Inside::Inside(const NetworkNamespace& where, const NetworkNamespace& home) : home_(home) {
    if (::setns(where.descriptor(), CLONE_NEWNET) != 0)
        entered_ = unavailable("a network namespace cannot be entered: " + system_words());
}

Inside::~Inside() {
    if (!entered_) return;
    // Whatever the thread did next would be done in the wrong place.
    GANTRY_ASSERT(::setns(home_.descriptor(), CLONE_NEWNET) == 0);
}

Result<void> write_setting(const std::string& name, const std::string& value) {
    const std::string path = "/proc/sys/net/" + name;
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (file && ::write(file.get(), value.data(), value.size()) >= 0) return {};
    return unavailable(path + ": " + system_words());
}

std::string read_setting(const std::string& name) {
    std::ifstream file("/proc/sys/net/" + name);
    std::string value;
    file >> value;
    return value;
}

Result<void> run_ip(const std::string& lines) {
    return run_batch({"ip", "-batch", "-"}, lines);
}

Result<void> run_bridge(const std::string& lines) {
    return run_batch({"bridge", "-batch", "-"}, lines);
}

Result<void> run_nft(const std::string& text) {
    return run_batch({"nft", "-f", "-"}, text);
}

Result<std::string> ask_ip(const std::vector<std::string>& words) {
    std::vector<std::string> all{"ip", "-j"};
    all.insert(all.end(), words.begin(), words.end());
    return run_with_input(all, {}, kToolLimit);
}

Result<std::vector<DeviceInfo>> list_devices() {
    const auto json = ask_ip({"link", "show"});
    if (!json) return json.error();
    const auto links = wire::decode_json<std::vector<LinkInfo>>(*json);
    if (!links) return links.error();
    std::vector<DeviceInfo> devices;
    for (const LinkInfo& link : *links) devices.push_back({link.ifname, link.ifalias});
    return devices;
}

Result<std::vector<Address>> list_addresses() {
    const auto json = ask_ip({"-4", "addr", "show"});
    if (!json) return json.error();
    const auto devices = wire::decode_json<std::vector<AddressedDevice>>(*json);
    if (!devices) return devices.error();
    std::vector<Address> addresses;
    for (const AddressedDevice& device : *devices) {
        for (const LocalAddress& each : device.addresses) {
            if (const auto address = parse_address(each.local)) addresses.push_back(*address);
        }
    }
    return addresses;
}

}  // namespace gantry::network
