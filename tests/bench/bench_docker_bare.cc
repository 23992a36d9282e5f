// What creating and starting a container costs at the bare Docker API, over a plain socket with
// nothing around it, and the same through the Docker runtime: the figures RunTask is measured by.
//
//     bench_docker_bare [containers, 40] [network: bridge | host | none] [socket]
//
// Needs the image gantry/busybox (tests/e2e/make_busybox_image.sh). Bare and runtime take turns, so
// that both meet the same noise. Removes what it made.
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/thread_loop.h"
#include "drivers/runtime/docker/docker_runtime.h"
#include "drivers/runtime/docker/test_inbox.h"
#include "wire/json_codec.h"

namespace gantry {
namespace {

using runtime::DockerRuntime;
using runtime::test::Inbox;

double ms_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

[[noreturn]] void fail(std::string_view what) {
    fmt::print(stderr, "bench_docker_bare: {}\n", what);
    std::exit(1);
}

/// The least that speaks with Docker: one connection, blocking, answers with Content-Length or
/// none.
class BareDocker {
  public:
    explicit BareDocker(const std::string& path) : fd_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            fail("no Docker at " + path);
        }
    }
    ~BareDocker() { ::close(fd_); }
    BareDocker(const BareDocker&) = delete;
    BareDocker& operator=(const BareDocker&) = delete;

    /// @return the body of a successful answer
    std::string call(std::string_view method, std::string_view path, std::string_view body = "") {
        const std::string request = fmt::format(
            "{} /v1.41{} HTTP/1.1\r\nHost: docker\r\nContent-Type: application/json\r\n"
            "Content-Length: {}\r\n\r\n{}",
            method,
            path,
            body.size(),
            body
        );
        if (::send(fd_, request.data(), request.size(), MSG_NOSIGNAL) < 0) fail("send failed");
        std::size_t end = 0;
        while ((end = read_.find("\r\n\r\n")) == std::string::npos) fill();
        const std::string head = read_.substr(0, end);
        read_.erase(0, end + 4);
        const std::size_t length = content_length(head);
        while (read_.size() < length) fill();
        std::string answer = read_.substr(0, length);
        read_.erase(0, length);
        if (head.find(" 20") == std::string::npos) fail(answer);
        return answer;
    }

    std::string create(const std::string& name, const std::string& body) {
        const std::string answer = call("POST", "/containers/create?name=" + name, body);
        return answer.substr(answer.find("\"Id\":\"") + 6, 64);
    }
    void start(const std::string& id) { call("POST", "/containers/" + id + "/start"); }
    void remove(const std::string& id) {
        call("DELETE", "/containers/" + id + "?force=true&v=true");
    }

  private:
    static std::size_t content_length(std::string_view head) {
        constexpr std::string_view kName = "Content-Length: ";
        const auto at = head.find(kName);
        std::size_t length = 0;
        if (at == std::string_view::npos) return 0;
        const std::string_view number = head.substr(at + kName.size());
        std::from_chars(number.data(), number.data() + number.size(), length);
        return length;
    }
    void fill() {
        char bytes[16384];
        const ssize_t n = ::recv(fd_, bytes, sizeof bytes, 0);
        if (n <= 0) fail("Docker closed the connection");
        read_.append(bytes, static_cast<std::size_t>(n));
    }

    int fd_;
    std::string read_;
};

struct Sample {
    double create_ms = 0;
    double start_ms = 0;
};

class Bench {
  public:
    Bench(std::string socket, const std::string& network) : socket_(std::move(socket)) {
        request_.image = "gantry/busybox";
        request_.cmd = {"sleep", "1000"};
        auto& labels = request_.labels.emplace();
        labels["com.amazonaws.ecs.task-arn"] = "arn:aws:ecs:us-east-1:000000000000:task/bench/1";
        labels["dev.gantry.instance"] = "bench";
        auto& host = request_.host_config.emplace();
        host.memory = 32 << 20;
        host.cpu_shares = 128;
        host.network_mode = network;
        body_ = wire::encode_json(request_);
        loop_.run_and_wait([this] {
            runtime_ = std::make_unique<DockerRuntime>(
                loop_, *client_, net::Endpoint{.unix_path = socket_}
            );
        });
    }
    ~Bench() {
        loop_.run_and_wait([this] { runtime_.reset(); });
    }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    /// One container after the other, bare and through the runtime in turns.
    void one_at_a_time(int count) {
        BareDocker docker(socket_);
        std::vector<Sample> bare;
        std::vector<Sample> through;
        for (int i = -2; i < count; ++i) {  // the first ones warm up
            const Sample a = time_bare(docker);
            const Sample b = time_runtime();
            if (i < 0) continue;
            bare.push_back(a);
            through.push_back(b);
        }
        const double bare_ms = print("bare", bare);
        const double through_ms = print("runtime", through);
        fmt::print("runtime / bare, medians: {:.3f}\n", through_ms / bare_ms);
    }

    /// `workers` connections, each creating and starting as fast as it gets answers.
    void bare_at_once(int workers, int count) {
        std::atomic<int> left = count;
        std::mutex mutex;
        std::vector<std::string> made;
        const auto start = std::chrono::steady_clock::now();
        std::vector<std::thread> threads;
        for (int w = 0; w < workers; ++w) {
            threads.emplace_back([&] {
                BareDocker docker(socket_);
                while (left-- > 0) {
                    std::string id = docker.create(next_name(), body_);
                    docker.start(id);
                    const std::lock_guard lock(mutex);
                    made.push_back(std::move(id));
                }
            });
        }
        for (std::thread& thread : threads) thread.join();
        const double seconds = ms_since(start) / 1000;
        fmt::print("bare, {} at once: {:.2f} containers/s\n", workers, count / seconds);
        remove_all(made);
    }

    /// The same through the runtime, from its one loop.
    void runtime_at_once(int workers, int count) {
        Inbox<std::string> started;
        std::vector<std::string> made;
        const auto start = std::chrono::steady_clock::now();
        const auto begin = [&] {
            loop_.post([&] {
                runtime_->create_container(next_name(), request_, [&](Result<std::string> id) {
                    if (!id) fail(id.error().message);
                    runtime_->start_container(*id, [&started, id = *id](const Result<void>& how) {
                        if (!how) fail(how.error().message);
                        started.put(id);
                    });
                });
            });
        };
        for (int i = 0; i < workers; ++i) begin();
        for (int i = 0; i < count; ++i) {
            made.push_back(started.take());
            if (i + workers < count) begin();
        }
        const double seconds = ms_since(start) / 1000;
        fmt::print("runtime, {} at once: {:.2f} containers/s\n", workers, count / seconds);
        remove_all(made);
    }

  private:
    std::string next_name() { return fmt::format("gantry-bench-{}-{}", ::getpid(), next_++); }

    Sample time_bare(BareDocker& docker) {
        Sample sample;
        auto at = std::chrono::steady_clock::now();
        const std::string id = docker.create(next_name(), body_);
        sample.create_ms = ms_since(at);
        at = std::chrono::steady_clock::now();
        docker.start(id);
        sample.start_ms = ms_since(at);
        docker.remove(id);
        return sample;
    }

    Sample time_runtime() {
        Sample sample;
        Inbox<Result<std::string>> created;
        auto at = std::chrono::steady_clock::now();
        loop_.post([&] {
            runtime_->create_container(next_name(), request_, [&](Result<std::string> id) {
                created.put(std::move(id));
            });
        });
        const auto id = created.take();
        if (!id) fail(id.error().message);
        sample.create_ms = ms_since(at);
        Inbox<bool> done;
        at = std::chrono::steady_clock::now();
        loop_.post([&] {
            runtime_->start_container(*id, [&](const Result<void>& how) { done.put(bool(how)); });
        });
        if (!done.take()) fail("a container did not start");
        sample.start_ms = ms_since(at);
        loop_.post([&] {
            runtime_->remove_container(*id, [&](const Result<void>& how) { done.put(bool(how)); });
        });
        done.take();
        return sample;
    }

    void remove_all(const std::vector<std::string>& ids) {
        BareDocker docker(socket_);
        for (const std::string& id : ids) docker.remove(id);
    }

    /// @return the median of create + start
    static double print(std::string_view what, const std::vector<Sample>& samples) {
        const auto at = [&](double quantile, auto value) {
            std::vector<double> values;
            for (const Sample& sample : samples) values.push_back(value(sample));
            std::ranges::sort(values);
            return values[static_cast<std::size_t>(
                quantile * static_cast<double>(values.size() - 1)
            )];
        };
        const auto create = [](const Sample& s) { return s.create_ms; };
        const auto start = [](const Sample& s) { return s.start_ms; };
        const auto both = [](const Sample& s) { return s.create_ms + s.start_ms; };
        fmt::print(
            "{}, one at a time: create {:.1f} ms, start {:.1f} ms, both {:.1f} ms (p90 {:.1f})\n",
            what,
            at(0.5, create),
            at(0.5, start),
            at(0.5, both),
            at(0.9, both)
        );
        return at(0.5, both);
    }

    std::string socket_;
    api::docker::ContainerCreateRequest request_;
    std::string body_;
    std::atomic<int> next_ = 0;
    ThreadLoop loop_{"bench"};
    std::unique_ptr<net::HttpClient> client_ = net::make_http_client();
    std::unique_ptr<DockerRuntime> runtime_;
};

}  // namespace
}  // namespace gantry

int main(int argc, char** argv) {
    const int count = argc > 1 ? std::atoi(argv[1]) : 40;
    const std::string network = argc > 2 ? argv[2] : "bridge";
    gantry::Bench bench(argc > 3 ? argv[3] : "/var/run/docker.sock", network);
    fmt::print("{} containers, network {}\n", count, network);
    bench.one_at_a_time(count);
    for (const int workers : {1, 2, 4, 8, 16}) {
        bench.bare_at_once(workers, count);
        bench.runtime_at_once(workers, count);
    }
}
