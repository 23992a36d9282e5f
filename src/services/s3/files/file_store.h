#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "base/thread_loop.h"
#include "services/s3/files/body_store.h"
#include "services/s3/files/names.h"

namespace gantry::s3 {

/// The files of objects: one for each body that came, never changed, named by nobody but us. What
/// objects they belong to is in the rows.
///
///     <directory>/3f/3f09…e1    a file: file_format.h
///
class FileStore final : public BodyStore {
  public:
    /// @param directory made when it is not there; empty: nothing can be kept
    FileStore(std::string directory, Discarded discarded);
    ~FileStore() override;

    std::shared_ptr<net::BodySink> receive(
        const net::HttpRequest& head,
        std::shared_ptr<const service::TakenSum> taken,
        Received received
    ) override;
    void discard(const api::FileBody& body) override;
    net::BodyStream send(const api::FileBody& body) override;

    void remove(const std::string& file) override;
    void keep_only(std::set<std::string> known) override;

  private:
    class Reading;
    struct Files;

    Loop& next_writer();
    void sweep(const std::set<std::string>& known) const;

    const Discarded discarded_;
    const std::shared_ptr<Files> files_;
    BodyNames names_;
    std::mutex mutex_;
    std::size_t next_writer_ = 0;
    std::array<std::unique_ptr<ThreadLoop>, 2> writers_;  ///< made when they are needed
    std::unique_ptr<ThreadLoop> reader_;
};

}  // namespace gantry::s3
