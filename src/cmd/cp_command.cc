// `gantry cp`: files into a container and out of it, as archives through a session.

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cmd/command.h"
#include "cmd/exec/copied_tree.h"
#include "cmd/exec/remote_path.h"
#include "cmd/exec_target.h"
#include "cmd/logs/log_printer.h"

namespace gantry::cmd {
namespace {

namespace fs = std::filesystem;

struct CopyOptions {
    PageAccess access;
    ExecTarget target;
    std::string from;
    std::string to;
};

/// `tar` of this machine, with a pipe to its input or from its output.
class LocalTar {
  public:
    enum class Pipe { ToIt, FromIt };

    LocalTar(const std::vector<std::string>& arguments, Pipe pipe) {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) return;
        const int its = pipe == Pipe::ToIt ? ends[0] : ends[1];
        ours_ = pipe == Pipe::ToIt ? ends[1] : ends[0];
        std::vector<char*> words;
        std::string name = "tar";
        words.push_back(name.data());
        auto copies = arguments;
        for (std::string& word : copies) words.push_back(word.data());
        words.push_back(nullptr);
        pid_ = ::fork();
        if (pid_ == 0) {
            std::signal(SIGPIPE, SIG_DFL);
            ::dup2(its, pipe == Pipe::ToIt ? STDIN_FILENO : STDOUT_FILENO);
            ::execvp("tar", words.data());
            ::_exit(127);
        }
        ::close(its);
    }
    ~LocalTar() { finish(); }
    LocalTar(const LocalTar&) = delete;
    LocalTar& operator=(const LocalTar&) = delete;

    /// @return false: it has ended
    bool write(const std::string& bytes) {
        std::size_t done = 0;
        while (done < bytes.size()) {
            const ssize_t count = ::write(ours_, bytes.data() + done, bytes.size() - done);
            if (count < 0 && errno != EINTR) return false;
            if (count > 0) done += static_cast<std::size_t>(count);
        }
        return true;
    }
    /// Empty: there is no more.
    std::string read() {
        std::string buffer(32U << 10U, '\0');
        ssize_t count = 0;
        do count = ::read(ours_, buffer.data(), buffer.size());
        while (count < 0 && errno == EINTR);
        buffer.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        return buffer;
    }
    /// @return whether it did well
    bool finish() {
        if (ours_ >= 0) ::close(std::exchange(ours_, -1));
        if (pid_ <= 0) return false;
        int status = 0;
        ::waitpid(std::exchange(pid_, 0), &status, 0);
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }

  private:
    int ours_ = -1;
    pid_t pid_ = 0;
};

int complain(const std::string& what) {
    std::fprintf(stderr, "gantry: %s\n", what.c_str());
    return 1;
}

/// What the container says beside the archive, as far as it is shown.
class Said {
  public:
    void add(const std::string& bytes) {
        text_ += bytes.substr(0, kMaxSaid - std::min(kMaxSaid, text_.size()));
    }
    /// For a terminal, whatever it is.
    [[nodiscard]] std::string text() const {
        std::string_view rest = text_;
        while (rest.ends_with('\n')) rest.remove_suffix(1);
        std::string shown;
        while (true) {
            const std::size_t end = rest.find('\n');
            shown += for_terminal(rest.substr(0, end));
            if (end == std::string_view::npos) return shown;
            shown += '\n';
            rest.remove_prefix(end + 1);
        }
    }

  private:
    static constexpr std::size_t kMaxSaid = 4096;
    std::string text_;
};

/// What the session said of itself where it did not do its work.
std::string explain(const SessionClient::End& end, const Said& said) {
    if (!end.exit_code) return end.words.empty() ? "the session ended early" : end.words;
    std::string text = said.text();
    if (*end.exit_code == 126 || *end.exit_code == 127) {
        text += " (it takes sh and tar in the container's image)";
    }
    return fmt::format("in the container: {} (exit code {})", text, *end.exit_code);
}

/// Takes what a session writes out of a container, an archive, into a directory of ours, on its
/// way to `target`.
/// @return what went wrong; empty: nothing
Result<std::string> unpack(
    ExecOpener& opener,
    const std::vector<std::string>& command,
    const std::string& place,
    const fs::path& target
) {
    Said said;
    std::atomic<bool> taken = true;
    LocalTar tar({"-xf", "-", "-C", place}, LocalTar::Pipe::ToIt);
    auto session = opener.open(
        command,
        {.tty = false, .exit_code = true, .in_container = true},
        {.on_output =
             [&](bool error, const std::string& bytes) {
                 if (error)
                     said.add(bytes);
                 else if (!tar.write(bytes))
                     taken = false;
                 return taken.load();
             }}
    );
    if (!session) return session.error();
    const SessionClient::End end = (*session)->wait();
    session->reset();
    if (taken && end.exit_code != 0) return explain(end, said);
    return tar.finish() && taken ? std::string() : "tar could not write " + target.string();
}

int copy_out(ExecOpener& opener, const std::string& path, const fs::path& to) {
    const auto entry = entry_of(path);
    if (!entry) {
        return complain("'" + path + "' has no name to copy it under; say it by its full path");
    }
    const fs::path target = fs::is_directory(to) ? to / entry->name : to;
    const fs::path beside = target.has_parent_path() ? target.parent_path() : fs::path(".");
    std::string place = (beside / ".gantry-cp-XXXXXX").string();
    if (::mkdtemp(place.data()) == nullptr) return complain(beside.string() + " cannot be written");
    const auto wrong =
        unpack(opener, {"tar", "-C", entry->folder, "-cf", "-", entry->name}, place, target);
    Result<void> moved;
    if (wrong && wrong->empty()) moved = move_into_place(fs::path(place) / entry->name, target);
    std::error_code left;
    fs::remove_all(place, left);
    if (!wrong) return print_error(wrong.error());
    if (!wrong->empty()) return complain(*wrong);
    return moved ? 0 : complain(moved.error().message);
}

/// Puts what comes, an archive of one entry `it`, at $1, or into it where that is a directory, as
/// $2. A directory that is there by then gets what came in it; a file does not take its place.
constexpr const char* kPutScript =
    R"(d="$1"; [ -d "$d" ] && d="${d%/}/$2"; t="$d.gantry-cp"; rm -rf "$t"; mkdir "$t" || exit 1; )"
    R"(i="$t/it"; tar -xf - -C "$t" && if [ ! -d "$d" ]; then mv "$i" "$d"; )"
    R"(elif [ -d "$i" ] && [ ! -L "$i" ]; then cp -a "$i/." "$d/"; )"
    R"(else echo "$d: there is a directory of that name" >&2; false; fi; )"
    R"(r=$?; rm -rf "$t"; exit $r)";

int copy_in(ExecOpener& opener, const fs::path& from, const std::string& to) {
    if (!fs::exists(fs::symlink_status(from))) return complain(from.string() + " is not there");
    const fs::path full = fs::absolute(from).lexically_normal();
    const fs::path path = full.has_filename() ? full : full.parent_path();
    const std::string name = path.filename().string();
    LocalTar tar(
        {"-C",
         path.parent_path().string(),
         "--transform=flags=r;s,^[^/]*,it,",
         "-cf",
         "-",
         "--",
         name},
        LocalTar::Pipe::FromIt
    );
    Said said;
    auto session = opener.open(
        {"sh", "-c", kPutScript, "gantry-cp", to, name},
        {.tty = false, .exit_code = true, .in_container = true},
        {.on_output =
             [&](bool, const std::string& bytes) {
                 said.add(bytes);
                 return true;
             }}
    );
    if (!session) return print_error(session.error());
    for (std::string bytes = tar.read(); !bytes.empty(); bytes = tar.read()) {
        if (!(*session)->write(bytes)) break;
    }
    (*session)->end_input();
    const SessionClient::End end = (*session)->wait();
    session->reset();
    if (end.exit_code != 0) return complain(explain(end, said));
    return tar.finish() ? 0 : complain("tar could not read " + from.string());
}

int run_copy(CopyOptions options) {
    const auto from = read_remote_path(options.from);
    const auto to = read_remote_path(options.to);
    if (from.has_value() == to.has_value()) {
        std::fprintf(
            stderr,
            "gantry: one of the two is a path in a container, TARGET:PATH; the other is here "
            "(./x where it has a colon)\n"
        );
        return 2;
    }
    std::signal(SIGPIPE, SIG_IGN);  // a tar that ends early is told by its write
    options.target.text = from ? from->target : to->target;
    auto opener = ExecOpener::find(options.access, options.target);
    if (!opener) return print_error(opener.error());
    return from ? copy_out(*opener, from->path, options.to)
                : copy_in(*opener, options.from, to->path);
}

}  // namespace

void add_cp_command(Program& program) {
    auto options = std::make_shared<CopyOptions>();
    CLI::App* command = program.app.add_subcommand(
        "cp",
        "Copy a file or directory out of a container, or into it\n\n"
        "  gantry cp web:/var/log/app.log .         out of a task of service web\n"
        "  gantry cp ./site web:/srv/               in; owners and modes are kept\n\n"
        "Into a directory it is put under its own name; a directory that is there already gets\n"
        "what is copied beside what it has. "
        "As gantry exec, which it is made of. The container's image needs sh and tar."
    );
    command->add_option("from", options->from, "A path, or TARGET:PATH")->required();
    command->add_option("to", options->to, "A path, or TARGET:PATH")->required();
    add_target_options(*command, options->target);
    add_page_access(*command, options->access);
    command->callback([&program, options] {
        program.run = [options] { return run_copy(*options); };
    });
}

}  // namespace gantry::cmd
