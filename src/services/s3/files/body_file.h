#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Single files of bodies (file_format.h). Blocking; one thread at a time.
namespace gantry::s3 {

/// Makes the names in a directory durable. Errors: Unavailable with the system's words.
Result<void> sync_directory(const std::string& path);

/// Writes a new file.
class BodyFileWriter {
  public:
    BodyFileWriter() = default;
    ~BodyFileWriter();
    BodyFileWriter(const BodyFileWriter&) = delete;
    BodyFileWriter& operator=(const BodyFileWriter&) = delete;

    /// Errors, of all: Unavailable with the system's words.
    Result<void> open(const std::string& path);
    Result<void> write(std::string_view bytes);
    /// Writes what stands behind the body; the file and its name are durable then.
    Result<void> finish();

  private:
    Result<void> write_all(std::string_view bytes);
    void add_to_sums(std::string_view bytes);
    void begin_writeback();

    int fd_ = -1;
    std::string path_;
    std::string block_;  ///< what has come of the present one
    std::vector<std::uint64_t> sums_;
    std::uint64_t bytes_ = 0;
    std::uint64_t written_back_ = 0;
};

/// Reads parts of one, and holds them against what was written.
class BodyFileReader {
  public:
    BodyFileReader() = default;
    ~BodyFileReader();
    BodyFileReader(const BodyFileReader&) = delete;
    BodyFileReader& operator=(const BodyFileReader&) = delete;

    /// Errors, of both: Unavailable, when it cannot be read or is not what was written.
    Result<void> open(const std::string& path);
    /// Bytes from `first` on, some of the `most` that are wanted: up to the end of a block.
    Result<std::string> read(std::uint64_t first, std::uint64_t most) const;

  private:
    [[nodiscard]] Result<std::string> read_at(std::uint64_t at, std::size_t bytes) const;
    [[nodiscard]] Error damaged() const;

    int fd_ = -1;
    std::string path_;
    std::uint64_t bytes_ = 0;
    std::vector<std::uint64_t> sums_;
};

}  // namespace gantry::s3
