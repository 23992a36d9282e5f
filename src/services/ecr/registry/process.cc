#include "services/ecr/registry/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "base/log.h"
#include "services/ecr/registry/storage.h"

namespace gantry::ecr {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kStartPatience{20};
constexpr std::chrono::seconds kStopPatience{4};
constexpr std::chrono::seconds kServedLong{60};
constexpr Duration kFirstPause{200};
constexpr Duration kLongestPause{15'000};
constexpr int kLookAgainMs = 20;
constexpr std::size_t kMaxLine = 4096;
constexpr const char* kInstall = "apt-get install docker-registry";

/// The program's path; empty: it is not there.
std::string find_program(const std::string& name) {
    if (name.find('/') != std::string::npos) {
        return ::access(name.c_str(), X_OK) == 0 ? name : std::string{};
    }
    const char* set = std::getenv("PATH");
    std::string_view path = set == nullptr ? "/usr/local/bin:/usr/bin:/bin" : set;
    for (;;) {
        const std::size_t colon = path.find(':');
        std::string candidate = fmt::format("{}/{}", path.substr(0, colon), name);
        if (candidate.front() == '/' && ::access(candidate.c_str(), X_OK) == 0) return candidate;
        if (colon == std::string_view::npos) return {};
        path.remove_prefix(colon + 1);
    }
}

bool ended_in_order(int status) {
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string describe(int status) {
    if (WIFSIGNALED(status)) return fmt::format("signal {}", WTERMSIG(status));
    return fmt::format("exit code {}", WEXITSTATUS(status));
}

/// @return whether the child has ended or we are to stop
bool wait_for(const Child& child, int stop, int timeout_ms, bool& output) {
    std::array<pollfd, 3> wanted{{
        {child.ended(), POLLIN, 0},
        {stop, POLLIN, 0},
        {output ? child.output() : -1, POLLIN, 0},
    }};
    ::poll(wanted.data(), wanted.size(), timeout_ms);
    output = wanted[2].revents != 0;
    return wanted[0].revents != 0 || wanted[1].revents != 0;
}

}  // namespace

RegistryProcess::RegistryProcess(ProcessOptions options)
    : options_(std::move(options)), stop_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

RegistryProcess::~RegistryProcess() {
    stop();
}

void RegistryProcess::when_ready(Ready ready) {
    std::optional<Result<net::Endpoint>> known;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) {
            known = unavailable("Gantry is stopping.");
        } else if (options_.directory.empty()) {
            known = unavailable("This Gantry keeps no images.");
        } else if (ready_) {
            known = *ready_;
        } else {
            waiting_.push_back(std::move(ready));
            // Here, so that it is one thread that starts the child, and lives as long as we do.
            if (!std::exchange(begun_, true)) thread_ = std::thread([this] { run(); });
            changed_.notify_all();
            return;
        }
    }
    ready(*known);
}

void RegistryProcess::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        ready_.reset();
    }
    const std::uint64_t one = 1;
    static_cast<void>(::write(stop_.get(), &one, sizeof one));
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
    tell(unavailable("Gantry is stopping."));
}

std::optional<int> RegistryProcess::pid() const {
    const std::lock_guard lock(mutex_);
    return pid_;
}

bool RegistryProcess::stopping() const {
    const std::lock_guard lock(mutex_);
    return stopping_;
}

std::string RegistryProcess::path_of(const char* name) const {
    return options_.directory + "/" + name;
}

net::Endpoint RegistryProcess::endpoint() const {
    net::Endpoint there;
    there.unix_path = socket_;
    return there;
}

void RegistryProcess::run() {
    ::pthread_setname_np(::pthread_self(), "registry");
    while (wait_until_wanted()) {
        Result<Child> child = start();
        if (!child) {
            log_error("registry_not_started", {{"why", child.error().message}});
            tell(child.error());
            continue;
        }
        const auto began = Clock::now();
        serve(*child);
        end(*child);
        rest(Clock::now() - began > kServedLong);
    }
}

/// @return false: we are to stop
bool RegistryProcess::wait_until_wanted() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || again_ || !waiting_.empty(); });
    again_ = false;
    return !stopping_;
}

Result<Child> RegistryProcess::start() {
    const std::string program = find_program(options_.program);
    if (program.empty()) {
        return unavailable(fmt::format(
            "images are kept by {}, which is not installed: {}", options_.program, kInstall
        ));
    }
    if (auto prepared = prepare_storage(options_.directory, secret_); !prepared) {
        return prepared.error();
    }
    directory_ = Fd(::open(options_.directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (directory_.get() < 0) return unavailable(options_.directory + " cannot be opened");
    socket_ = path_of(kSocketName);
    if (socket_.size() >= sizeof(sockaddr_un::sun_path)) {
        socket_ = fmt::format("/proc/self/fd/{}/{}", directory_.get(), kSocketName);
    }
    if (auto repaired = repair(); !repaired) return repaired.error();
    return Child::start(program, "serve", kConfigName, directory_.get());
}

/// Also notes that it runs from here on.
Result<void> RegistryProcess::repair() {
    if (fs::exists(path_of(kRunningName))) {
        auto repaired = repair_storage(options_.directory);
        if (!repaired) return repaired.error();
        log_info("registry_repaired", {{"links", repaired->links}, {"manifests", repaired->blobs}});
    }
    const Fd mark(::open(path_of(kRunningName).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    const Fd directory(::open(options_.directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (mark.get() < 0 || ::fsync(directory.get()) != 0) {
        return unavailable(path_of(kRunningName) + " cannot be written");
    }
    return {};
}

bool RegistryProcess::listens() const {
    const Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket_.copy(address.sun_path, sizeof address.sun_path - 1);
    return ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
           0;
}

Result<void> RegistryProcess::wait_until_it_listens(const Child& child) {
    for (const auto until = Clock::now() + kStartPatience; Clock::now() < until;) {
        if (listens()) return {};
        bool output = true;
        const bool over = wait_for(child, stop_.get(), kLookAgainMs, output);
        if (output) read_output(child);
        if (over) return unavailable(fmt::format("docker-registry ended: {}", last_words_));
    }
    return unavailable("docker-registry does not listen");
}

/// Until it ends or is to end.
void RegistryProcess::serve(Child& child) {
    output_.clear();
    last_words_.clear();
    const auto listening = wait_until_it_listens(child);
    if (!listening) {
        if (!stopping()) log_error("registry_not_started", {{"why", listening.error().message}});
        return tell(listening.error());
    }
    log_info("registry_started", {{"pid", child.pid()}});
    {
        const std::lock_guard lock(mutex_);
        pid_ = child.pid();
        if (!stopping_) ready_ = endpoint();
    }
    tell(endpoint());
    for (;;) {
        bool output = true;
        const bool over = wait_for(child, stop_.get(), -1, output);
        if (output) read_output(child);
        if (over) return;
    }
}

void RegistryProcess::end(Child& child) {
    {
        const std::lock_guard lock(mutex_);
        ready_.reset();
        pid_.reset();
        again_ = !stopping_;
    }
    child.signal(SIGTERM);
    std::array<pollfd, 1> wanted{{{child.ended(), POLLIN, 0}}};
    const auto patience = std::chrono::milliseconds{kStopPatience}.count();
    if (::poll(wanted.data(), wanted.size(), static_cast<int>(patience)) == 0) {
        log_warn("registry_killed");
        child.signal(SIGKILL);
    }
    const int status = child.wait();
    read_output(child);
    std::error_code ignored;
    if (ended_in_order(status)) fs::remove(path_of(kRunningName), ignored);
    if (stopping()) return;
    log_warn("registry_ended", {{"how", describe(status)}, {"last_words", last_words_}});
}

/// Before it is started again.
void RegistryProcess::rest(bool served_long) {
    pause_ =
        served_long || pause_ == Duration{0} ? kFirstPause : std::min(pause_ * 2, kLongestPause);
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, pause_, [this] { return stopping_; });
}

void RegistryProcess::read_output(const Child& child) {
    std::array<char, 4096> bytes{};
    for (;;) {
        const ssize_t n = ::read(child.output(), bytes.data(), bytes.size());
        if (n <= 0) return;
        output_.append(bytes.data(), static_cast<std::size_t>(n));
        for (std::size_t end = 0; (end = output_.find('\n')) != std::string::npos;) {
            take_line(std::string_view{output_}.substr(0, end));
            output_.erase(0, end + 1);
        }
        if (output_.size() > kMaxLine) output_.resize(kMaxLine);
    }
}

/// What concerns a single request, and was no failure of its own, is in the client's answer.
void RegistryProcess::take_line(std::string_view line) {
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) return;
    const bool of_request = line.find("\"http.request.id\"") != std::string_view::npos;
    const bool own_failure = line.find("\"http.response.status\":5") != std::string_view::npos;
    if (of_request && !own_failure) return;
    last_words_ = line.substr(0, kMaxLine);
    if (last_words_.find("\"level\":\"error\"") != std::string::npos) {
        log_warn("registry_says", {{"line", last_words_}});
    }
}

void RegistryProcess::tell(const Result<net::Endpoint>& how) {
    std::vector<Ready> waiting;
    {
        const std::lock_guard lock(mutex_);
        waiting.swap(waiting_);
    }
    for (const Ready& ready : waiting) ready(how);
}

}  // namespace gantry::ecr
