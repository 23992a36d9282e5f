#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "base/random.h"
#include "base/thread_loop.h"
#include "service/body_keeper.h"

namespace gantry::s3 {

/// The files of objects: one for each body that came, never changed, named by nobody but us. What
/// objects they belong to is in the rows. Any thread.
///
///     <directory>/3f/3f09…e1    a file: file_format.h
///
/// Files that no row names are nobody's: of bodies whose operation failed, of objects that went,
/// of a process that was killed meanwhile.
class FileStore final : public service::BodyKeeper {
  public:
    /// What of a body was not wanted is said here: the rows know best whether that is so.
    using Discarded = std::function<void(const std::string& file)>;

    /// @param directory made when it is not there; empty: nothing can be kept
    FileStore(std::string directory, Discarded discarded);
    ~FileStore() override;

    std::shared_ptr<net::BodySink> receive(const net::HttpRequest& head, Received received)
        override;
    void discard(const api::FileBody& body) override;
    net::BodyStream send(const api::FileBody& body) override;

    /// Removes a file that no row names any more; once nobody reads it, nor is about to.
    void remove(const std::string& file);
    /// Removes all but these, of those that were there before this store was made.
    void keep_only(std::set<std::string> known);

  private:
    class Reading;
    struct Readers;

    std::string new_name();
    Loop& next_writer();
    Result<void> make_directories();
    void sweep(const std::set<std::string>& known) const;

    const Discarded discarded_;
    const std::shared_ptr<Readers> readers_;
    std::mutex mutex_;
    IdSource names_;
    const std::string epoch_;  ///< what names begin with that are made by this process
    bool made_directories_ = false;
    std::size_t next_writer_ = 0;
    std::array<std::unique_ptr<ThreadLoop>, 2> writers_;  ///< made when they are needed
    std::unique_ptr<ThreadLoop> reader_;
};

}  // namespace gantry::s3
