#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "net/answer_queue.h"
#include "net/body_stream.h"
#include "net/out_queue.h"

namespace gantry::net {

/// Of one connection's answers together: with more, a client that does not read gets no further
/// requests in.
inline constexpr std::size_t kMaxUnsentBytes = 1U << 20U;
/// Of an answer that is being written: all of it stops the writer, half of it lets it go on. The
/// kernel keeps more of each (`tune`, socket_address.h), so this is small, and many slow clients
/// are few megabytes.
inline constexpr std::size_t kMaxUnsentOfStream = 48U << 10U;

/// An answer whose body is being written: between the program's threads and its connection. The
/// connection takes what has been written whenever it advances, and says how much it has not sent.
class StreamedAnswer : public std::enable_shared_from_this<StreamedAnswer> {
  public:
    enum class Framing : std::uint8_t { Length, Chunks, UntilEof };
    enum class State : std::uint8_t { Open, Finished, Aborted };

    StreamedAnswer(
        std::shared_ptr<AnswerQueue> answers,
        std::weak_ptr<Answerable> connection,
        Framing framing,
        std::uint64_t length
    )
        : answers_(std::move(answers)),
          connection_(std::move(connection)),
          framing_(framing),
          left_(length) {}

    // Any thread; see BodyWriter.
    void set_callbacks(BodyWriter::Callbacks callbacks);
    bool write(std::string piece);
    void finish() { end(State::Finished); }
    void abort() { end(State::Aborted); }

    // Network thread.

    /// Moves what has been written to `out`, framed. @return what has become of the answer
    State take(OutQueue& out);
    /// So much of it is on its way; may call on_drained.
    void note_unsent(std::size_t bytes);
    /// The connection is no more; calls on_gone.
    void lose();

  private:
    void end(State how);
    void wake();
    bool append(OutQueue& out, std::string piece);

    const std::shared_ptr<AnswerQueue> answers_;
    const std::weak_ptr<Answerable> connection_;
    const Framing framing_;
    std::uint64_t left_;  ///< of the promised length; network thread

    std::mutex mutex_;  ///< guards what follows
    std::vector<std::string> pending_;
    std::size_t pending_bytes_ = 0;
    std::size_t unsent_bytes_ = 0;  ///< with the connection
    bool wake_posted_ = false;
    bool wants_room_ = false;  ///< write() has returned false
    State state_ = State::Open;
    BodyWriter::Callbacks callbacks_;
};

/// The program's end of it. Dropping it aborts what is not finished.
std::shared_ptr<BodyWriter> make_writer_handle(std::shared_ptr<StreamedAnswer> answer);

}  // namespace gantry::net
