// `gantry exec`: a command in a container, with this terminal.

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/write_all.h"
#include "cmd/command.h"
#include "cmd/exec_target.h"

namespace gantry::cmd {
namespace {

/// Between two looks at the terminal's size, as the stock plugin does.
constexpr int kLookMs = 250;
constexpr int kBroken = 255;  ///< our exit code where the command has none

struct ExecOptions {
    PageAccess access;
    ExecTarget target;
    std::vector<std::string> command;
    bool no_tty = false;
};

/// The terminal hands on every key as it is, until this goes.
class RawTerminal {
  public:
    explicit RawTerminal(bool wanted)
        : changed_(wanted && ::tcgetattr(STDIN_FILENO, &before_) == 0) {
        if (!changed_) return;
        termios raw = before_;
        ::cfmakeraw(&raw);
        ::tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    }
    ~RawTerminal() {
        if (changed_) ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
    }
    RawTerminal(const RawTerminal&) = delete;
    RawTerminal& operator=(const RawTerminal&) = delete;

  private:
    termios before_{};
    bool changed_;
};

/// Hands on what is typed, and the size of the terminal. Its threads do not end with the session: a
/// read of a terminal cannot be called back. The program ends with them.
class Keyboard {
  public:
    Keyboard(SessionClient& session, bool tty) : shared_(std::make_shared<Shared>()) {
        shared_->session = &session;
        std::thread([shared = shared_] { read(*shared); }).detach();
        if (tty) std::thread([shared = shared_] { watch_size(*shared); }).detach();
    }
    ~Keyboard() {
        const std::lock_guard lock(shared_->mutex);
        shared_->session = nullptr;
    }
    Keyboard(const Keyboard&) = delete;
    Keyboard& operator=(const Keyboard&) = delete;

  private:
    struct Shared {
        std::mutex mutex;
        SessionClient* session = nullptr;  ///< null: it is over
    };

    static void read(Shared& shared) {
        char buffer[4096];
        while (true) {
            const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof buffer);
            if (count < 0 && errno == EINTR) continue;
            const std::lock_guard lock(shared.mutex);
            if (shared.session == nullptr) return;
            if (count <= 0) return shared.session->end_input();
            if (!shared.session->write({buffer, static_cast<std::size_t>(count)})) return;
        }
    }

    static void watch_size(Shared& shared) {
        winsize told{};
        while (true) {
            winsize size{};
            const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
            {
                const std::lock_guard lock(shared.mutex);
                if (shared.session == nullptr) return;
                const bool news = size.ws_row != told.ws_row || size.ws_col != told.ws_col;
                if (known && news) shared.session->resize(size.ws_row, size.ws_col);
            }
            told = size;
            std::this_thread::sleep_for(Duration{kLookMs});
        }
    }

    std::shared_ptr<Shared> shared_;
};

int run_exec(const ExecOptions& options) {
    auto opener = ExecOpener::find(options.access, options.target);
    if (!opener) return print_error(opener.error());
    const bool tty = !options.no_tty && ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
    const std::vector<std::string> shell{"/bin/sh"};
    auto session = opener->open(
        options.command.empty() ? shell : options.command,
        {.tty = tty, .exit_code = true},
        {.on_output = [](bool error, const std::string& bytes
                      ) { return write_all(error ? STDERR_FILENO : STDOUT_FILENO, bytes) == 0; }}
    );
    if (!session) return print_error(session.error());
    SessionClient::End end;
    {
        const RawTerminal raw(tty);
        const Keyboard keyboard(**session, tty);
        end = (*session)->wait();
    }
    if (end.exit_code) return *end.exit_code;
    std::fprintf(
        stderr,
        "gantry: %s\n",
        end.words.empty() ? "the session ended without an exit code" : end.words.c_str()
    );
    return kBroken;
}

}  // namespace

void add_exec_command(Program& program) {
    auto options = std::make_shared<ExecOptions>();
    CLI::App* command = program.app.add_subcommand(
        "exec",
        "Run a command in a container of a task\n\n"
        "  gantry exec web                          a shell in a task of service web\n"
        "  gantry exec web -c app -- ls -l /srv     one command; its exit code is ours\n"
        "  gantry exec web -- cat /etc/hosts > f    without a terminal, byte by byte\n\n"
        "The task has to be started with ECS Exec enabled (enableExecuteCommand), and needs a "
        "task\n"
        "role that may ssmmessages:* (any name where this Gantry does not know it)."
    );
    command->add_option("target", options->target.text, "A service or a task: name, id or ARN")
        ->required();
    command->add_option("command", options->command, "After --; without one: /bin/sh");
    command->add_flag("--no-tty", options->no_tty, "No terminal in the container");
    add_target_options(*command, options->target);
    add_page_access(*command, options->access);
    command->callback([&program, options] {
        program.run = [options] { return run_exec(*options); };
    });
}

}  // namespace gantry::cmd
