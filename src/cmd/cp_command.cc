// `gantry cp`: files into a container and out of it, as archives through a session.

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cmd/command.h"
#include "cmd/exec_target.h"

namespace gantry::cmd {
namespace {

namespace fs = std::filesystem;

struct CopyOptions {
    PageAccess access;
    ExecTarget target;
    std::string from;
    std::string to;
};

/// "web:/etc/hosts" → the target and the path; nothing for a local path.
std::optional<std::pair<std::string, std::string>> read_remote(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) return std::nullopt;
    if (text.starts_with('/') || text.starts_with('.')) return std::nullopt;
    return std::pair{text.substr(0, colon), text.substr(colon + 1)};
}

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
            ::dup2(its, pipe == Pipe::ToIt ? STDIN_FILENO : STDOUT_FILENO);
            ::execvp("tar", words.data());
            ::_exit(127);
        }
        ::close(its);
    }
    ~LocalTar() { finish(); }
    LocalTar(const LocalTar&) = delete;
    LocalTar& operator=(const LocalTar&) = delete;

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

/// What the session said of itself where it did not do its work.
std::string explain(const SessionClient::End& end, const std::string& said) {
    if (!end.exit_code) return end.words.empty() ? "the session ended early" : end.words;
    std::string text = said;
    while (text.ends_with('\n')) text.pop_back();
    if (*end.exit_code == 126 || *end.exit_code == 127) {
        text += " (it takes sh and tar in the container's image)";
    }
    return fmt::format("in the container: {} (exit code {})", text, *end.exit_code);
}

int copy_out(ExecOpener& opener, const std::string& path, const fs::path& to) {
    const fs::path remote = fs::path(path).lexically_normal();
    const fs::path name =
        remote.has_filename() ? remote.filename() : remote.parent_path().filename();
    const fs::path target = fs::is_directory(to) ? to / name : to;
    const fs::path beside = target.has_parent_path() ? target.parent_path() : fs::path(".");
    std::string place = (beside / ".gantry-cp-XXXXXX").string();
    if (::mkdtemp(place.data()) == nullptr) return complain(beside.string() + " cannot be written");
    std::string said;
    SessionClient::End end;
    bool well = false;
    {
        LocalTar tar({"-xf", "-", "-C", place}, LocalTar::Pipe::ToIt);
        const fs::path folder =
            remote.has_filename() ? remote.parent_path() : remote.parent_path().parent_path();
        auto session = opener.open(
            {"tar", "-C", folder.empty() ? "." : folder.string(), "-cf", "-", name.string()},
            {.tty = false, .exit_code = true},
            {.on_open = [] {},
             .on_output =
                 [&](bool error, const std::string& bytes) {
                     if (error)
                         said += bytes;
                     else
                         tar.write(bytes);
                 }}
        );
        if (!session) {
            fs::remove_all(place);
            return print_error(session.error());
        }
        end = (*session)->wait();
        session->reset();
        well = tar.finish() && end.exit_code == 0;
    }
    std::error_code error;
    if (well) fs::rename(fs::path(place) / name, target, error);
    fs::remove_all(place);
    if (!well) return complain(explain(end, said));
    return error ? complain(target.string() + ": " + error.message()) : 0;
}

/// Puts what comes, an archive of one entry `it`, at $1, or into it where that is a directory, as
/// $2.
constexpr const char* kPutScript =
    R"(d="$1"; [ -d "$d" ] && d="${d%/}/$2"; t="$d.gantry-cp"; rm -rf "$t"; mkdir "$t" || exit 1; )"
    R"(tar -xf - -C "$t" && mv "$t/it" "$d"; r=$?; rm -rf "$t"; exit $r)";

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
    std::string said;
    auto session = opener.open(
        {"sh", "-c", kPutScript, "gantry-cp", to, name},
        {.tty = false, .exit_code = true},
        {.on_open = [] {}, .on_output = [&](bool, const std::string& bytes) { said += bytes; }}
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
    const auto from = read_remote(options.from);
    const auto to = read_remote(options.to);
    if (from.has_value() == to.has_value()) {
        std::fprintf(
            stderr,
            "gantry: one of the two is a path in a container, TARGET:PATH; the other is here "
            "(./x where it has a colon)\n"
        );
        return 2;
    }
    options.target.text = from ? from->first : to->first;
    auto opener = ExecOpener::find(options.access, options.target);
    if (!opener) return print_error(opener.error());
    return from ? copy_out(*opener, from->second, options.to)
                : copy_in(*opener, options.from, to->second);
}

}  // namespace

void add_cp_command(Program& program) {
    auto options = std::make_shared<CopyOptions>();
    CLI::App* command = program.app.add_subcommand(
        "cp",
        "Copy a file or directory out of a container, or into it\n\n"
        "  gantry cp web:/var/log/app.log .         out of a task of service web\n"
        "  gantry cp ./site web:/srv/               in; owners and modes are kept\n\n"
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
