#include "services/ecr/registry/storage.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <vector>

#include "base/write_all.h"
#include "services/ecr/model/manifest.h"
#include "services/ecr/registry/child.h"

namespace gantry::ecr {
namespace {

namespace fs = std::filesystem;

/// "sha256:" and 64 digits.
constexpr std::uintmax_t kLinkBytes = 71;

Error failed(const fs::path& path, int error) {
    return unavailable(fmt::format("{}: {}", path.string(), std::strerror(error)));
}

Result<void> write_file(const fs::path& path, std::string_view text) {
    const fs::path fresh = path.string() + ".new";
    {
        const Fd file(::open(
            fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR
        ));
        if (file.get() < 0 || ::fchmod(file.get(), S_IRUSR | S_IWUSR) != 0 ||
            write_all(file.get(), text) != 0 || ::fsync(file.get()) != 0) {
            return failed(fresh, errno);
        }
    }
    if (::rename(fresh.c_str(), path.c_str()) != 0) return failed(path, errno);
    return {};
}

/// The digest that a blob's path says: …/sha256/ab/abcd…/data.
std::string digest_in(const fs::path& data) {
    return "sha256:" + data.parent_path().filename().string();
}

Result<bool> is_whole(const fs::path& data) {
    std::ifstream file(data, std::ios::binary);
    if (!file) return failed(data, errno);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (file.bad()) return failed(data, EIO);
    return digest_of(text) == digest_in(data);
}

/// What there is of one name and type below a directory, itself not; nothing where it is not there.
/// Directories may be parts of repositories' names: "link", "data".
Result<std::vector<fs::path>> names_below(
    const fs::path& root, std::string_view name, fs::file_type type
) {
    std::vector<fs::path> found;
    std::error_code error;
    if (!fs::exists(root, error) && !error) return found;
    for (fs::recursive_directory_iterator at(root, error), end; !error && at != end;
         at.increment(error)) {
        if (at->path().filename() != name) continue;
        if (at->symlink_status(error).type() == type) {
            found.push_back(at->path());
            at.disable_recursion_pending();
        }
        if (error) break;
    }
    if (error) return failed(root, error.value());
    return found;
}

Result<void> remove_uploads(const fs::path& repositories) {
    const auto found = names_below(repositories, "_uploads", fs::file_type::directory);
    if (!found) return found.error();
    std::error_code error;
    for (const fs::path& uploads : *found) {
        fs::remove_all(uploads, error);
        if (error) return failed(uploads, error.value());
    }
    return {};
}

/// @return how many there were
Result<int> remove_cut_links(const fs::path& repositories) {
    const auto found = names_below(repositories, "link", fs::file_type::regular);
    if (!found) return found.error();
    int removed = 0;
    std::error_code error;
    for (const fs::path& link : *found) {
        const std::uintmax_t size = fs::file_size(link, error);
        if (!error && size == kLinkBytes) continue;
        if (!error) fs::remove(link, error);
        if (error) return failed(link, error.value());
        ++removed;
    }
    return removed;
}

/// @return how many there were
Result<int> remove_cut_blobs(const fs::path& blobs) {
    const auto found = names_below(blobs, "data", fs::file_type::regular);
    if (!found) return found.error();
    int removed = 0;
    std::error_code error;
    for (const fs::path& data : *found) {
        const std::uintmax_t size = fs::file_size(data, error);
        if (error) return failed(data, error.value());
        if (size > kMaxManifest) continue;
        const auto whole = is_whole(data);
        if (!whole) return whole.error();
        if (*whole) continue;
        fs::remove(data, error);
        if (error) return failed(data, error.value());
        ++removed;
    }
    return removed;
}

}  // namespace

std::string registry_config(std::string_view secret) {
    // Paths are within the directory that it runs in. Refusals are errors in its log.
    return fmt::format(
        "version: 0.1\n"
        "log:\n"
        "  level: error\n"
        "  formatter: json\n"
        "  accesslog:\n"
        "    disabled: true\n"
        "storage:\n"
        "  filesystem:\n"
        "    rootdirectory: storage\n"
        "  delete:\n"
        "    enabled: true\n"
        "  maintenance:\n"
        "    uploadpurging:\n"
        "      enabled: true\n"
        "      age: 24h\n"
        "      interval: 1h\n"
        "      dryrun: false\n"
        "http:\n"
        "  net: unix\n"
        "  addr: {}\n"
        "  relativeurls: true\n"
        "  draintimeout: 2s\n"
        "  secret: '{}'\n"
        "validation:\n"
        "  manifests:\n"
        "    urls:\n"
        "      allow: ['.*']\n",
        kSocketName,
        secret
    );
}

Result<void> prepare_storage(const fs::path& directory, std::string_view secret) {
    std::error_code error;
    fs::create_directories(directory, error);
    if (error) return failed(directory, error.value());
    if (::chmod(directory.c_str(), S_IRWXU) != 0) return failed(directory, errno);
    fs::create_directories(directory / "storage", error);
    if (error) return failed(directory / "storage", error.value());
    fs::remove(directory / kSocketName, error);
    return write_file(directory / kConfigName, registry_config(secret));
}

Result<Repaired> repair_storage(const fs::path& directory) {
    const fs::path root = directory / "storage" / "docker" / "registry" / "v2";
    if (const auto good = remove_uploads(root / "repositories"); !good) return good.error();
    const auto links = remove_cut_links(root / "repositories");
    if (!links) return links.error();
    const auto blobs = remove_cut_blobs(root / "blobs");
    if (!blobs) return blobs.error();
    return Repaired{*links, *blobs};
}

}  // namespace gantry::ecr
