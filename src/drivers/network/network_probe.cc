#include "drivers/network/network_probe.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "drivers/network/command.h"
#include "drivers/network/router_rules.h"

namespace gantry::network {
namespace {

constexpr const char* kFolderOfLocks = "/run/gantry";

std::string needs_rights(const std::string& words) {
    if (words.find("ermission denied") == std::string::npos &&
        words.find("not permitted") == std::string::npos)
        return words;
    return "the right to administer networks is missing: run as root, or with CAP_NET_ADMIN and "
           "CAP_SYS_ADMIN (" +
           words + ")";
}

std::string missing_tool() {
    for (const auto& [words, package] :
         std::initializer_list<std::pair<std::vector<std::string>, const char*>>{
             {{"ip", "-V"}, "iproute2"},
             {{"bridge", "-V"}, "iproute2"},
             {{"nft", "-v"}, "nftables"},
         }) {
        const auto ran = run_command(words);
        if (!ran && ran.error().kind == ErrorKind::NotFound)
            return "`" + words.front() + "` is not there: install the package " + package;
    }
    return {};
}

/// Of a VPC with one of everything.
std::string rules_to_try() {
    Vpc vpc{.id = "vpc-try", .network_identifier = 1, .blocks = {{{0x0a000000U}, 16}}};
    Interface interface{.id = "eni-try", .address = {0x0a000004U}, .subnet = {{0x0a000000U}, 24}};
    interface.public_address = Address{0xcb007101U};
    interface.rules = {
        {.egress = true, .blocks = {{{0}, 0}}},
        {.protocol = kTcp, .from_port = 80, .to_port = 90, .sets = {"try"}},
        {.protocol = kIcmp, .from_port = 8, .blocks = {{{0x0a000000U}, 16}}},
    };
    interface.routes = {{{{0}, 0}, RouteTarget::Nat}};
    vpc.interfaces["eni-try"] = interface;
    vpc.sets["try"] = {{{0x0a000005U}, 32}};
    return router_rules(vpc, {.machine_address = Address{0xc0000201U}});
}

std::string try_inside(bool with_tunnel) {
    if (auto made = run_ip("link add t0 type veth peer name t1\n"); !made)
        return "no pair of devices (veth) can be made: " + made.error().message;
    if (auto set = write_setting("ipv4/conf/t0/proxy_arp", "1"); !set)
        return "settings of a network namespace cannot be written: " + set.error().message;
    if (auto set = run_nft(rules_to_try()); !set)
        return "the kernel's nftables cannot do what is needed: " + set.error().message;
    if (!with_tunnel) return {};
    const auto made = run_ip("link add t2 type vxlan id 1 dstport 4789 nolearning\n");
    return made ? "" : "no tunnel (VXLAN) can be made: " + made.error().message;
}

constexpr std::string_view kTried = "gantry-try-";  // and the number of the process

/// What processes that were killed as they tried have left.
void remove_left_behind() {
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator("/run/netns", failed)) {
        const std::string name = entry.path().filename();
        if (!name.starts_with(kTried)) continue;
        int process = 0;
        const char* const end = name.data() + name.size();
        std::from_chars(name.data() + kTried.size(), end, process);
        const bool gone = process > 0 && ::kill(process, 0) != 0 && errno == ESRCH;
        if (gone) (void)NetworkNamespace::remove(name);
    }
}

}  // namespace

std::string find_obstacle(const NetworkNamespace& home, bool with_tunnel) {
    if (auto missing = missing_tool(); !missing.empty()) return missing;
    remove_left_behind();
    const std::string name = std::string(kTried) + std::to_string(::getpid());
    std::string obstacle;
    {
        const auto made = NetworkNamespace::make(name);
        if (!made) {
            obstacle = "no network namespace can be made: " + made.error().message;
        } else {
            const Inside there(*made, home);
            obstacle = there.entered() ? try_inside(with_tunnel) : there.entered().error().message;
        }
    }
    (void)NetworkNamespace::remove(name);
    return obstacle.empty() ? obstacle : needs_rights(obstacle);
}

Result<NetworkLock> NetworkLock::take(const NetworkNamespace& home) {
    const auto words = [] { return needs_rights(std::generic_category().message(errno)); };
    if (::mkdir(kFolderOfLocks, 0755) != 0 && errno != EEXIST)
        return unavailable(std::string(kFolderOfLocks) + ": " + words());
    NetworkLock lock;
    lock.path_ = std::string(kFolderOfLocks) + "/network-" + std::to_string(home.inode());
    constexpr int kTries = 8;
    for (int i = 0; i < kTries; ++i) {
        const int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
        lock.file_ = Descriptor(::open(lock.path_.c_str(), flags, 0600));
        if (!lock.file_) return unavailable(lock.path_ + ": " + words());
        if (::flock(lock.file_.get(), LOCK_EX | LOCK_NB) != 0) break;
        // Whoever had it may have removed the file between the two calls.
        struct stat held{};
        struct stat named{};
        if (::fstat(lock.file_.get(), &held) == 0 && ::stat(lock.path_.c_str(), &named) == 0 &&
            held.st_ino == named.st_ino)
            return lock;
    }
    lock.file_ = Descriptor();
    return Error{
        ErrorKind::Conflict,
        {},
        "another Gantry on this machine does task networking (" + lock.path_ + ")",
        {}
    };
}

NetworkLock::~NetworkLock() {
    if (file_) ::unlink(path_.c_str());
}

}  // namespace gantry::network
