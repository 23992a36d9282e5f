#include "net/client_connection.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/assert.h"

namespace gantry::net {
namespace {

constexpr std::size_t kReadBytes = 16U << 10U;
constexpr std::size_t kMaxWaitingPerEndpoint = 64;
/// A connection that has waited longer is not used again: something between here and the peer may
/// have forgotten it without a word.
constexpr Duration kMaxWait{30'000};
constexpr int kSwitching = 101;

}  // namespace

// The pool.

std::shared_ptr<ClientConnection> ConnectionPool::take(const std::string& endpoint) {
    drop_old();
    const auto found = waiting_.find(endpoint);
    if (found == waiting_.end()) return nullptr;
    std::shared_ptr<ClientConnection> connection = std::move(found->second.back().connection);
    found->second.pop_back();
    if (found->second.empty()) waiting_.erase(found);
    return connection;
}

void ConnectionPool::put(std::shared_ptr<ClientConnection> connection) {
    std::vector<Waiting>& waiting = waiting_[connection->endpoint()];
    if (waiting.size() >= kMaxWaitingPerEndpoint) {
        waiting.front().connection->close();
        waiting.erase(waiting.begin());
    }
    waiting.push_back({std::move(connection), loop_.mono()});
    if (std::exchange(timer_set_, true)) return;
    loop_.call_after(kMaxWait, [this] {
        timer_set_ = false;
        drop_old();
    });
}

void ConnectionPool::remove(const ClientConnection& connection) {
    const auto found = waiting_.find(connection.endpoint());
    if (found == waiting_.end()) return;
    std::erase_if(found->second, [&](const Waiting& waiting) {
        return waiting.connection.get() == &connection;
    });
    if (found->second.empty()) waiting_.erase(found);
}

void ConnectionPool::drop_old() {
    const MonoTime now = loop_.mono();
    const auto is_old = [now](const Waiting& waiting) {
        if (now - waiting.since < kMaxWait) return false;
        waiting.connection->close();
        return true;
    };
    for (auto entry = waiting_.begin(); entry != waiting_.end();) {
        std::erase_if(entry->second, is_old);
        entry = entry->second.empty() ? waiting_.erase(entry) : std::next(entry);
    }
}

void ConnectionPool::close_all() {
    for (const auto& [endpoint, waiting] : std::exchange(waiting_, {})) {
        for (const Waiting& one : waiting) one.connection->close();
    }
}

// One connection.

void ClientConnection::begin(
    std::shared_ptr<const WireRequest> request, std::shared_ptr<ConnectionUser> user
) {
    GANTRY_ASSERT(!user_ && !writing_ && stream_);
    request_ = std::move(request);
    user_ = std::move(user);
    written_ = 0;
    ResponseReader::Options options;
    options.max_body_bytes = request_->max_body_bytes;
    options.head_request = request_->head_method;
    reader_.emplace(options);
    write_more();
    read_more();
}

bool ClientConnection::all_written() const {
    return written_ == request_->head.size() + request_->body.size();
}

void ClientConnection::write_more() {
    if (writing_ || write_failed_ || !stream_ || all_written()) return;
    const std::string_view head = request_->head;
    const std::string_view body = request_->body;
    const std::array pieces{
        head.substr(std::min(written_, head.size())),
        body.substr(written_ - std::min(written_, head.size())),
    };
    writing_ = true;
    stream_->write(pieces, shared_from_this());
}

void ClientConnection::on_written(ErrorCode error, std::size_t bytes) {
    writing_ = false;
    if (!stream_) return;
    written_ += bytes;
    // The answer may be on its way all the same; the read under way tells.
    write_failed_ = error.failed();
    write_more();
}

void ClientConnection::read_more() {
    if (!stream_ || std::exchange(reading_, true)) return;
    stream_->read(in_.prepare(kReadBytes), shared_from_this());
}

void ClientConnection::on_read(ErrorCode error, std::size_t bytes) {
    reading_ = false;
    if (!stream_) return;
    if (!user_) {  // a peer has nothing to say between requests but that it goes
        pool_.remove(*this);
        return close();
    }
    if (error) return lose(error.message());
    if (bytes == 0) {
        if (reader_->finish_at_eof()) return complete();
        return lose("the peer closed the connection before its answer was complete");
    }
    in_.commit(bytes);
    take_bytes();
    if (!user_ || user_->wants_more()) read_more();
}

void ClientConnection::take_bytes() {
    const auto user = user_;
    in_.consume(reader_->feed(in_.bytes()));
    if (reader_->state() == ResponseReader::State::Failed) {
        user->on_progress(*reader_);
        return lose(reader_->failure().explanation);
    }
    user->on_progress(*reader_);
    if (!stream_ || reader_->state() != ResponseReader::State::Complete) return;
    if (reader_->response().status == kSwitching) return switch_over();
    complete();
}

void ClientConnection::complete() {
    const auto user = std::exchange(user_, nullptr);
    const auto self = shared_from_this();
    const bool reusable = reader_->framing().keep_alive && all_written() && in_.empty();
    ResponseReader answer = std::move(*reader_);
    if (reusable) {
        read_more();
        pool_.put(self);
    } else {
        close();
    }
    user->on_complete(answer);
}

void ClientConnection::switch_over() {
    const auto user = std::exchange(user_, nullptr);
    user->on_switched(*reader_, std::exchange(stream_, nullptr), in_.bytes());
}

void ClientConnection::lose(std::string_view why) {
    const auto user = std::exchange(user_, nullptr);
    close();
    if (user) user->on_lost(why);
}

void ClientConnection::close() {
    user_.reset();
    if (stream_) std::exchange(stream_, nullptr)->close();
}

}  // namespace gantry::net
