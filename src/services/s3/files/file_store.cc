#include "services/s3/files/file_store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "base/log.h"
#include "net/piece_pump.h"
#include "services/s3/files/readers.h"
#include "services/s3/files/spool.h"
#include "services/s3/files/wanted_checksums.h"

namespace gantry::s3 {
namespace {

constexpr mode_t kDirectoryMode = 0700;
constexpr std::string_view kDigits = "0123456789abcdef";

Result<void> make_directory(const std::string& path) {
    if (::mkdir(path.c_str(), kDirectoryMode) == 0 || errno == EEXIST) return {};
    return unavailable(path + " cannot be made: " + std::strerror(errno));
}

}  // namespace

/// The files, and who reads them.
struct FileStore::Files {
    explicit Files(std::string where) : directory(std::move(where)) {}

    const std::string directory;
    Readers readers;

    /// Makes the directories, once. Blocks. Errors: Unavailable.
    Result<void> prepare();

    [[nodiscard]] std::string path_of(const std::string& file) const {
        return directory + "/" + file.substr(0, BodyNames::kFrontDigits) + "/" + file;
    }
    void remove(const std::string& file) const {
        if (::unlink(path_of(file).c_str()) == 0 || errno == ENOENT) return;
        log_warn("s3_file_not_removed", {{"file", file}, {"why", std::strerror(errno)}});
    }

  private:
    std::mutex mutex_;
    bool prepared_ = false;
};

/// One answer: its files cannot go meanwhile.
class FileStore::Reading {
  public:
    Reading(std::shared_ptr<Files> files, const api::FileBody& body)
        : files_(std::move(files)), body_(body) {
        files_->readers.join(body_);
    }
    ~Reading() {
        for (const std::string& file : files_->readers.leave(body_)) files_->remove(file);
    }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    /// @return nothing when that was all
    Result<std::string> next() {
        while (part_ < body_.parts.size() && done_ == body_.parts[part_].bytes) {
            open_.reset();
            done_ = 0;
            ++part_;
        }
        if (part_ == body_.parts.size()) return std::string();
        const api::FilePart& part = body_.parts[part_];
        if (!open_) {
            open_.emplace();
            const auto opened = open_->open(files_->path_of(part.file));
            if (!opened) return opened.error();
        }
        auto bytes = open_->read(
            static_cast<std::uint64_t>(part.first + done_),
            static_cast<std::uint64_t>(part.bytes - done_)
        );
        if (bytes) done_ += static_cast<std::int64_t>(bytes->size());
        return bytes;
    }

  private:
    std::shared_ptr<Files> files_;
    api::FileBody body_;
    std::size_t part_ = 0;
    std::int64_t done_ = 0;  ///< of that part
    std::optional<BodyFileReader> open_;
};

FileStore::FileStore(std::string directory, Discarded discarded)
    : discarded_(std::move(discarded)), files_(std::make_shared<Files>(std::move(directory))) {}

FileStore::~FileStore() = default;

/// With the lock held, as the one below it is called.
Loop& FileStore::next_writer() {
    auto& writer = writers_[next_writer_++ % writers_.size()];
    if (!writer) writer = std::make_unique<ThreadLoop>("s3-write");
    return *writer;
}

Result<void> FileStore::Files::prepare() {
    const std::lock_guard lock(mutex_);
    if (prepared_) return {};
    if (directory.empty()) return unavailable("there is no directory for the bodies of objects");
    if (auto made = make_directory(directory); !made) return made;
    for (const char high : kDigits) {
        for (const char low : kDigits) {
            const std::string folder = directory + "/" + high + low;
            if (auto made = make_directory(folder); !made) return made;
        }
    }
    for (const std::string& each : {directory, directory + "/.."}) {
        if (auto synced = sync_directory(each); !synced) return synced;
    }
    prepared_ = true;
    return {};
}

std::shared_ptr<net::BodySink> FileStore::receive(
    const net::HttpRequest& head, std::shared_ptr<const service::TakenSum> taken, Received received
) {
    const std::lock_guard lock(mutex_);
    const std::string name = names_.next();
    return std::make_shared<Spool>(
        next_writer(),
        Spool::Place{name, files_->path_of(name), [files = files_] { return files->prepare(); }},
        BodySums(wanted_checksums(head), std::move(taken)),
        std::move(received)
    );
}

void FileStore::discard(const api::FileBody& body) {
    for (const api::FilePart& part : body.parts) discarded_(part.file);
}

net::BodyStream FileStore::send(const api::FileBody& body) {
    auto reading = std::make_shared<Reading>(files_, body);
    const std::lock_guard lock(mutex_);
    if (!reader_) reader_ = std::make_unique<ThreadLoop>("s3-read");
    return net::pump_pieces(
        *reader_,
        [reading = std::move(reading)] { return reading->next(); },
        static_cast<std::uint64_t>(body.bytes())
    );
}

void FileStore::remove(const std::string& file) {
    if (files_->directory.empty()) return;
    const std::lock_guard lock(mutex_);
    Loop& writer = next_writer();
    writer.post([&writer, files = files_, file] {
        writer.call_after(kReadersGrace, [files, file] {
            if (files->readers.doom(file)) files->remove(file);
        });
    });
}

void FileStore::keep_only(std::set<std::string> known) {
    if (files_->directory.empty()) return;
    const std::lock_guard lock(mutex_);
    next_writer().post([this, known = std::move(known)] { sweep(known); });
}

void FileStore::sweep(const std::set<std::string>& known) const {
    std::error_code failed;
    std::size_t removed = 0;
    for (std::filesystem::recursive_directory_iterator entry(files_->directory, failed), end;
         !failed && entry != end;
         entry.increment(failed)) {
        const std::string name = entry->path().filename().string();
        const bool left = entry->is_regular_file(failed) && names_.are_ours(name) &&
                          !names_.are_fresh(name) && !known.contains(name);
        if (!left) continue;
        if (::unlink(entry->path().c_str()) == 0) ++removed;
    }
    if (removed > 0) log_info("s3_files_removed", {{"files", removed}});
}

}  // namespace gantry::s3
