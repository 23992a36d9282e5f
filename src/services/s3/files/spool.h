#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/loop.h"
#include "service/body_keeper.h"
#include "services/s3/files/body_file.h"
#include "services/s3/files/sums.h"

namespace gantry::s3 {

/// Takes one body into a new file: from the network thread in pieces to a thread that may wait for
/// the disk. Some pieces of 256 KiB are on their way at most.
class Spool final : public net::BodySink, public std::enable_shared_from_this<Spool> {
  public:
    /// The new file.
    struct Place {
        std::string file;  ///< its name
        std::string path;
        std::function<Result<void>()> prepare;  ///< sees to it that it can be made; may block
    };

    /// @param loop of the thread that writes; outlives the sink's use
    /// @param received see service::BodyKeeper; a file without a good end is gone by then
    Spool(Loop& loop, Place place, BodySums sums, service::BodyKeeper::Received received);

    bool on_begin(std::function<void()> resume) override;
    bool on_bytes(std::string_view bytes) override;
    void on_end(Result<void> how) override;

  private:
    // On the network thread.
    void hand_over();

    // On the loop.
    void write(const std::string& piece);
    Result<void> open();
    void end(const Result<void>& how);
    Result<api::FileBody> finish();

    Loop& loop_;
    const Place place_;
    service::BodyKeeper::Received received_;

    std::function<void()> resume_;
    std::string piece_;

    std::mutex mutex_;
    std::size_t on_their_way_ = 0;
    bool waits_ = false;  ///< the client is not read from

    std::optional<BodyFileWriter> writer_;  ///< from the first bytes on
    std::optional<Error> failure_;
    BodySums sums_;
};

}  // namespace gantry::s3
