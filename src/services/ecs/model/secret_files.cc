#include "services/ecs/model/secret_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace gantry::ecs {
namespace {

constexpr std::string_view kPrefix = "gantry.files.";
constexpr std::string_view kOnChange = "gantry.files.on-change";
constexpr std::string_view kExec = "exec ";
constexpr std::size_t kMaxPath = 255;
constexpr std::size_t kMaxValueFrom = 2048;
constexpr std::size_t kMaxWords = 20;

/// Folders that a mount would empty of what every image needs, or that are the kernel's.
constexpr std::array<std::string_view, 14> kNotToBeHidden{
    "",
    "/bin",
    "/boot",
    "/etc",
    "/home",
    "/lib",
    "/lib64",
    "/opt",
    "/root",
    "/sbin",
    "/tmp",
    "/usr",
    "/usr/bin",
    "/var"
};
constexpr std::array<std::string_view, 3> kKernels{"/dev", "/proc", "/sys"};

constexpr std::array<std::string_view, 10> kSignals{
    "SIGALRM",
    "SIGCONT",
    "SIGHUP",
    "SIGINT",
    "SIGQUIT",
    "SIGTERM",
    "SIGURG",
    "SIGUSR1",
    "SIGUSR2",
    "SIGWINCH"
};

Error wrong(std::string_view label, std::string_view how) {
    return invalid_argument(fmt::format("The docker label '{}' {}", label, how));
}

bool is_below(std::string_view path, std::string_view folder) {
    return path == folder || (path.starts_with(folder) && path.substr(folder.size())[0] == '/');
}

/// No empty part, no "." and no "..", and no character that a bind or a label is cut at.
bool is_clean(std::string_view path) {
    if (!path.starts_with('/') || path.size() > kMaxPath) return false;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= ' ' || byte >= 0x7f || c == ':' || c == ',' || c == '"' || c == '\\') {
            return false;
        }
    }
    std::size_t at = 0;
    while (at < path.size()) {
        const std::size_t end = std::min(path.find('/', at + 1), path.size());
        const std::string_view part = path.substr(at + 1, end - at - 1);
        if (part.empty() || part == "." || part == "..") return false;
        at = end;
    }
    return true;
}

Result<void> check_path(std::string_view label, std::string_view path) {
    if (!is_clean(path)) {
        return wrong(
            label,
            "names no file: after 'gantry.files.' comes its whole path in the container, without "
            "blanks, ':', ',' and parts that lead back."
        );
    }
    const std::string_view folder = path.substr(0, path.rfind('/'));
    const bool hides = std::ranges::find(kNotToBeHidden, folder) != kNotToBeHidden.end();
    const bool kernels = std::ranges::any_of(kKernels, [folder](std::string_view kernel) {
        return is_below(folder, kernel);
    });
    if (!hides && !kernels) return {};
    return wrong(
        label,
        "names a file in a folder that the container needs: the folder is mounted whole. Choose "
        "one of its own, like /run/secrets."
    );
}

bool is_number(std::string_view text, std::size_t digits) {
    return !text.empty() && text.size() <= digits &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_mode(std::string_view text) {
    const bool octal = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '7'; });
    if (!octal) return false;
    return text.size() == 3 || (text.size() == 4 && text.front() == '0');
}

bool is_owner(std::string_view text) {
    const auto colon = text.find(':');
    constexpr std::size_t kDigits = 9;
    return colon != std::string_view::npos && is_number(text.substr(0, colon), kDigits) &&
           is_number(text.substr(colon + 1), kDigits);
}

Result<void> take_option(std::string_view label, std::string_view option, SecretFile& file) {
    constexpr std::string_view kMode = "mode=";
    constexpr std::string_view kOwner = "owner=";
    if (option.starts_with(kMode) && is_mode(option.substr(kMode.size()))) {
        file.mode = option.substr(kMode.size());
        if (file.mode.size() == 3) file.mode.insert(0, "0");
        return {};
    }
    if (option.starts_with(kOwner) && is_owner(option.substr(kOwner.size()))) {
        file.owner = option.substr(kOwner.size());
        return {};
    }
    return wrong(
        label, "takes ';mode=0400' and ';owner=1000:1000' (numbers) behind what it names."
    );
}

Result<SecretFile> read_file(const std::string& label, std::string_view value) {
    SecretFile file;
    file.path = label.substr(kPrefix.size());
    if (auto good = check_path(label, file.path); !good) return good.error();
    std::size_t at = std::min(value.find(';'), value.size());
    file.value_from = value.substr(0, at);
    const bool named =
        !file.value_from.empty() && file.value_from.size() <= kMaxValueFrom &&
        std::ranges::all_of(file.value_from, [](char c) { return c > ' ' && c < 0x7f; });
    if (!named) return wrong(label, "names no parameter and no secret: give its ARN, or its name.");
    while (at < value.size()) {
        const std::size_t end = std::min(value.find(';', at + 1), value.size());
        if (auto good = take_option(label, value.substr(at + 1, end - at - 1), file); !good) {
            return good.error();
        }
        at = end;
    }
    return file;
}

Result<OnChange> read_on_change(std::string_view value) {
    if (std::ranges::find(kSignals, value) != kSignals.end()) {
        return OnChange{.signal = std::string(value), .command = {}};
    }
    OnChange change;
    if (value.starts_with(kExec)) {
        std::string_view rest = value.substr(kExec.size());
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(' '), rest.size());
            if (end > 0) change.command.emplace_back(rest.substr(0, end));
            rest.remove_prefix(std::min(rest.size(), end + 1));
        }
    }
    if (!change.command.empty() && change.command.size() <= kMaxWords) return change;
    return wrong(
        kOnChange,
        fmt::format(
            "takes a signal ({}), or 'exec' and a command of up to {} words, which no shell reads.",
            fmt::join(kSignals, ", "),
            kMaxWords
        )
    );
}

/// A file cannot be a folder of another.
Result<void> check_apart(const std::vector<SecretFile>& files) {
    for (const SecretFile& outer : files) {
        for (const SecretFile& inner : files) {
            if (&outer == &inner || !is_below(inner.path, outer.path)) continue;
            return wrong(
                std::string(kPrefix) + inner.path,
                fmt::format("names a file below {}, which is a file, too.", outer.path)
            );
        }
    }
    return {};
}

}  // namespace

Result<SecretFiles> read_secret_files(const std::map<std::string, std::string>& labels) {
    SecretFiles read;
    for (const auto& [label, value] : labels) {
        if (!label.starts_with(kPrefix)) continue;
        if (label == kOnChange) {
            auto change = read_on_change(value);
            if (!change) return change.error();
            read.on_change = *std::move(change);
            continue;
        }
        auto file = read_file(label, value);
        if (!file) return file.error();
        read.files.push_back(*std::move(file));
    }
    if (read.files.size() > kMaxSecretFiles) {
        return invalid_argument(fmt::format(
            "A container has {} files of secrets (docker labels 'gantry.files.…') at most.",
            kMaxSecretFiles
        ));
    }
    if (read.files.empty() && !read.on_change.empty()) {
        return wrong(kOnChange, "says what to do about files, and there are none.");
    }
    if (auto good = check_apart(read.files); !good) return good.error();
    return read;
}

}  // namespace gantry::ecs
