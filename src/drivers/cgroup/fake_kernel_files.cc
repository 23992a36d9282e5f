#include "drivers/cgroup/fake_kernel_files.h"

#include <fmt/format.h>

namespace gantry::cgroup {

namespace {

constexpr const char* kNetworkText =
    "Inter-|   Receive                            |  Transmit\n"
    " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop "
    "fifo colls carrier compressed\n"
    "    lo:    1000      10    0    0    0     0          0         0     1000      10    0    0 "
    "   0     0       0          0\n"
    "  eth0:18446744073709551615 8 1 2 0 0 0 0 640 7 3 4 0 0 0 0\n"
    " tunl0:       5       1    0    0    0     0          0         0        0       0    0    0 "
    "   0     0       0          0\n";

void add_machine(FakeKernelFiles& files) {
    files.texts["/proc/stat"] =
        "cpu  8477723 2797716 1241774 1839850 16259 0 17586 13482 0 0\n"
        "cpu0 4174238 1396256 615175 999645 5138 0 4683 6665 0 0\n"
        "cpu1 4303484 1401460 626599 840205 11121 0 12903 6816 0 0\n"
        "intr 89739353 0 0\nctxt 183942943\n";
    files.texts["/proc/meminfo"] = "MemTotal:       24683900 kB\nMemFree:         1000 kB\n";
    files.links["/proc/1/ns/net"] = files.links["/proc/self/ns/net"] = "net:[4026531840]";
    const std::string process = "/proc/" + std::to_string(kFakePid);
    files.links[process + "/ns/net"] = "net:[4026532999]";
    files.texts[process + "/net/dev"] = kNetworkText;
}

}  // namespace

FakeKernelFiles make_v1_machine() {
    FakeKernelFiles files;
    add_machine(files);
    std::string membership;
    std::string mounts =
        "22 1 0:21 / /proc rw,nosuid - proc proc rw\n"
        "30 1 0:26 / /sys/fs/cgroup rw shared:1 - tmpfs tmpfs rw,mode=755\n";
    int number = 9;
    for (const char* controllers : {"pids", "blkio", "memory", "cpu,cpuacct"}) {
        membership += fmt::format("{}:{}:/docker/{}\n", number, controllers, kFakeContainer);
        mounts += fmt::format(
            "{} 30 0:27 / /sys/fs/cgroup/{} rw,relatime shared:2 - cgroup cgroup rw,{}\n",
            30 + number,
            controllers,
            controllers
        );
        --number;
    }
    membership += "1:name=systemd:/docker/" + kFakeContainer + "\n0::/docker/" + kFakeContainer;
    mounts += "50 30 0:40 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n";
    files.texts["/proc/" + std::to_string(kFakePid) + "/cgroup"] = membership + "\n";
    files.texts["/proc/self/mountinfo"] = mounts;
    const auto put = [&](const std::string& hierarchy, const char* file, const char* text) {
        files.texts["/sys/fs/cgroup/" + hierarchy + "/docker/" + kFakeContainer + "/" + file] =
            text;
    };
    put("cpu,cpuacct", "cpuacct.usage", "792328253\n");
    put("cpu,cpuacct", "cpuacct.usage_percpu", "524156784 268171469 \n");
    put("cpu,cpuacct", "cpuacct.stat", "user 8\nsystem 70\n");
    put("cpu,cpuacct", "cpu.stat", "nr_periods 5\nnr_throttled 2\nthrottled_time 77\n");
    put("memory", "memory.usage_in_bytes", "4337664\n");
    put("memory", "memory.max_usage_in_bytes", "5812224\n");
    put("memory", "memory.failcnt", "3\n");
    put("memory", "memory.limit_in_bytes", "9223372036854771712\n");
    put("memory",
        "memory.stat",
        "cache 3465216\nrss 57344\nshmem 0\ninactive_file 20480\n"
        "hierarchical_memory_limit 9223372036854771712\ntotal_cache 3465216\n");
    put("pids", "pids.current", "2\n");
    put("pids", "pids.max", "max\n");
    put("blkio",
        "blkio.throttle.io_service_bytes",
        "8:0 Read 4096\n8:0 Write 8192\n8:0 Total 12288\n253:1 Read 1\nTotal 12289\n");
    put("blkio", "blkio.throttle.io_serviced", "8:0 Read 1\n8:0 Write 2\nTotal 3\n");
    return files;
}

FakeKernelFiles make_v2_machine() {
    FakeKernelFiles files;
    add_machine(files);
    const std::string path = "/system.slice/docker-" + kFakeContainer + ".scope";
    files.texts["/proc/" + std::to_string(kFakePid) + "/cgroup"] = "0::" + path + "\n";
    files.texts["/proc/self/mountinfo"] =
        "25 1 0:23 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n";
    const auto put = [&](const char* file, const char* text) {
        files.texts["/sys/fs/cgroup" + path + "/" + file] = text;
    };
    put("cpu.stat",
        "usage_usec 792328\nuser_usec 80001\nsystem_usec 712327\n"
        "core_sched.force_idle_usec 0\nnr_periods 5\nnr_throttled 2\nthrottled_usec 77\n");
    put("memory.current", "4337664\n");
    put("memory.max", "67108864\n");
    put("memory.events", "low 0\nhigh 0\nmax 9\noom 1\noom_kill 1\n");
    put("memory.stat",
        "anon 57344\nfile 3465216\nkernel_stack 16384\ninactive_file 20480\n"
        "workingset_refault_anon 0\npgfault 73812\n");
    put("pids.current", "2\n");
    put("pids.max", "100\n");
    put("io.stat",
        "8:0 rbytes=4096 wbytes=8192 rios=1 wios=2 dbytes=0 dios=0\n7:0 \n"
        "253:1 rbytes=1 wbytes=0 rios=1 wios=0 dbytes=0 dios=0 cost.usage=1.5\n");
    return files;
}

}  // namespace gantry::cgroup
