// What readings of a container's use cost: from the kernel's files, and by asking Docker.
//
//     bench_container_stats [readings, 1000; of Docker a twentieth] [socket]
//
// Needs the image gantry/busybox (tests/e2e/make_busybox_image.sh) and a daemon on this machine.
// Prints milliseconds of a reading, and the processor time of this process and of the daemon.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "base/thread_loop.h"
#include "drivers/runtime/docker/docker_runtime.h"
#include "drivers/runtime/docker/test_inbox.h"

namespace gantry {
namespace {

using runtime::ContainerUsage;
using runtime::DockerRuntime;

class NoFiles final : public cgroup::KernelFiles {
  public:
    [[nodiscard]] Result<std::string> read(const std::string& path) const override {
        return unavailable(path);
    }
    [[nodiscard]] Result<std::string> link(const std::string& path) const override {
        return unavailable(path);
    }
};

double own_cpu_ms() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto ms = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

/// Of dockerd, containerd and its shims.
double daemon_cpu_ms() {
    double sum = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        std::ifstream file(entry.path() / "stat");
        std::stringstream text;
        text << file.rdbuf();
        const std::string stat = text.str();
        const auto open = stat.find('(');
        const auto close = stat.rfind(')');
        if (open == std::string::npos || close == std::string::npos) continue;
        const std::string name = stat.substr(open + 1, close - open - 1);
        if (name != "dockerd" && !name.starts_with("containerd")) continue;
        std::istringstream fields(stat.substr(close + 1));
        std::string skipped;
        for (int i = 0; i < 11; ++i) fields >> skipped;
        double user = 0;
        double system = 0;
        fields >> user >> system;
        sum += (user + system) * 1e3 / static_cast<double>(::sysconf(_SC_CLK_TCK));
    }
    return sum;
}

[[noreturn]] void fail(const std::string& what) {
    fmt::print(stderr, "bench_container_stats: {}\n", what);
    std::exit(1);
}

class Bench {
  public:
    Bench(const std::string& socket, std::shared_ptr<const cgroup::KernelFiles> files) {
        loop_.run_and_wait([&] {
            runtime_ = std::make_unique<DockerRuntime>(
                loop_,
                *client_,
                net::Endpoint{.unix_path = socket},
                runtime::RuntimeLimits{},
                runtime::RetryPauses{},
                std::move(files)
            );
        });
    }
    ~Bench() {
        loop_.run_and_wait([this] { runtime_.reset(); });
    }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    template <class T, class Ask>
    Result<T> ask(Ask ask) {
        return runtime::test::ask_and_wait<T>(loop_, *runtime_, ask);
    }

    void measure(std::string_view name, const std::string& id, int readings) {
        const auto read = [&] {
            const auto usage =
                ask<ContainerUsage>([&id](auto& r, auto done) { r.usage(id, done); });
            if (!usage || usage->cpu_total_ns == 0) fail("nothing was read");
        };
        read();
        const auto start = std::chrono::steady_clock::now();
        const double own = own_cpu_ms();
        const double daemon = daemon_cpu_ms();
        for (int i = 0; i < readings; ++i) read();
        const std::chrono::duration<double, std::milli> time =
            std::chrono::steady_clock::now() - start;
        fmt::print(
            "{}: {} readings, {:.3f} ms each; processor ms: {:.0f} here, {:.0f} of the daemon\n",
            name,
            readings,
            time.count() / readings,
            own_cpu_ms() - own,
            daemon_cpu_ms() - daemon
        );
    }

  private:
    ThreadLoop loop_{"bench"};
    std::unique_ptr<net::HttpClient> client_ = net::make_http_client();
    std::unique_ptr<DockerRuntime> runtime_;
};

int run(int readings, const std::string& socket) {
    Bench kernel(socket, cgroup::kernel_files());
    Bench docker(socket, std::make_shared<NoFiles>());
    api::docker::ContainerCreateRequest wanted;
    wanted.image = "gantry/busybox";
    wanted.cmd = {"sleep", "1000"};
    const std::string name = fmt::format("gantry-bench-stats-{}", ::getpid());
    const auto id = kernel.ask<std::string>([&](auto& r, auto done) {
        r.create_container(name, wanted, done);
    });
    if (!id) fail(id.error().message);
    const auto on_it = [&](auto operation) {
        const auto how = kernel.ask<void>([&](auto& r, auto done) { operation(r, done); });
        if (!how) fail(how.error().message);
    };
    on_it([&](auto& r, auto done) { r.start_container(*id, done); });
    kernel.measure("kernel", *id, readings);
    docker.measure("docker", *id, readings / 20);  // a reading may take it a second
    on_it([&](auto& r, auto done) { r.remove_container(*id, done); });
    return 0;
}

}  // namespace
}  // namespace gantry

int main(int argc, char** argv) {
    int readings = 1000;
    if (argc > 1) {
        const std::string_view text = argv[1];
        std::from_chars(text.data(), text.data() + text.size(), readings);
    }
    return gantry::run(readings, argc > 2 ? argv[2] : "/var/run/docker.sock");
}
