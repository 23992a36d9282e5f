#include "agent/logs/log_sink.h"

#include <utility>

#include "api/logs/create_log_group_request.h"
#include "api/logs/create_log_stream_request.h"
#include "api/logs/put_log_events_request.h"
#include "api/logs/put_log_events_response.h"
#include "base/log.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

constexpr Duration kFirstRetry{1'000};
constexpr Duration kLastRetry{32'000};
constexpr Duration kCredentialsPause{250};
constexpr Duration kLastCredentialsPause{2'000};

constexpr const char* kExists = "ResourceAlreadyExistsException";
constexpr const char* kNotFound = "ResourceNotFoundException";

std::string words(const Error& why) {
    return why.code.empty() ? why.message : why.code + ": " + why.message;
}

/// Whether asking again would be answered in the same way.
bool is_definite(const Error& why) {
    for (const char* passing :
         {"OperationAbortedException", "ServiceUnavailableException", "ThrottlingException"}) {
        if (why.code == passing) return false;
    }
    return why.kind != ErrorKind::Unavailable && why.kind != ErrorKind::Throttled &&
           why.kind != ErrorKind::Internal;
}

Error as_docker_says(const std::string& what, const Error& why) {
    return {
        why.kind,
        why.code,
        "failed to initialize logging driver: failed to create Cloudwatch log " + what + ": " +
            words(why),
        {}
    };
}

}  // namespace

LogSink::LogSink(Loop& loop, Random& random, ControlLink& link, Setup setup)
    : loop_(loop),
      random_(random),
      link_(link),
      setup_(std::move(setup)),
      stage_(setup_.options.create_stream ? Stage::Stream : Stage::Open),
      pauses_(kFirstRetry, kLastRetry, 2.0),
      credential_pauses_(kCredentialsPause, kLastCredentialsPause, 2.0) {}

LogSink::~LogSink() {
    loop_.cancel(timer_);
}

void LogSink::prepare(std::function<void(Result<void>)> ready) {
    ready_ = std::move(ready);
    loop_.post([this, alive = std::weak_ptr(alive_)] {
        if (alive.expired()) return;
        if (stage_ == Stage::Open || !setup_.credentials()) return end_preparation({});
        pump();
    });
}

void LogSink::end_preparation(const Result<void>& how) {
    if (const auto ready = std::exchange(ready_, nullptr)) ready(how);
}

void LogSink::open() {
    opening_ = true;
    pump();
}

void LogSink::add(std::vector<LogEvent> events) {
    for (LogEvent& event : events) {
        waiting_bytes_ += event.bytes();
        queue_.push_back(std::move(event));
    }
    pump();
}

void LogSink::add_pieces(std::size_t pieces) {
    if (pieces == 0) return;
    if (!queue_.empty()) {
        queue_.back().pieces += pieces;
    } else if (sending_) {
        sending_->pieces += pieces;
    } else {
        setup_.on_taken(pieces);
    }
}

void LogSink::try_now() {
    if (timer_ == 0) return;
    loop_.cancel(std::exchange(timer_, 0));
    pump();
}

// ---- Calls -----------------------------------------------------------------------------------

void LogSink::pump() {
    const bool to_open = stage_ != Stage::Open && (ready_ || opening_);
    if (calling_ || timer_ != 0 || (idle() && !to_open)) return;
    switch (stage_) {
        case Stage::Group: return create_group();
        case Stage::Stream: return create_stream();
        case Stage::Open: return send();
    }
}

void LogSink::call(const char* operation, std::string body, Answer answer) {
    auto credentials = setup_.credentials();
    if (!credentials) {
        timer_ = loop_.call_after(credential_pauses_.next(random_), [this] {
            timer_ = 0;
            pump();
        });
        return;
    }
    credential_pauses_.reset();
    calling_ = true;
    link_.call_service(
        {
            .service = "logs",
            .operation = operation,
            .region = setup_.options.region,
            .body = std::move(body),
            .credentials = std::move(*credentials),
        },
        [this, answer, alive = std::weak_ptr(alive_)](const Result<std::string>& how) {
            if (alive.expired()) return;
            calling_ = false;
            (this->*answer)(how);
        }
    );
}

void LogSink::create_group() {
    api::logs::CreateLogGroupRequest request;
    request.log_group_name = setup_.options.group;
    call("CreateLogGroup", wire::encode_json(request), &LogSink::on_group);
}

void LogSink::on_group(const Result<std::string>& answer) {
    if (!answer && answer.error().code != kExists) return refused("group", answer.error());
    stage_ = Stage::Stream;
    pump();
}

void LogSink::create_stream() {
    api::logs::CreateLogStreamRequest request;
    request.log_group_name = setup_.options.group;
    request.log_stream_name = setup_.options.stream;
    call("CreateLogStream", wire::encode_json(request), &LogSink::on_stream);
}

void LogSink::on_stream(const Result<std::string>& answer) {
    if (!answer && answer.error().code == kNotFound && setup_.options.create_group) {
        stage_ = Stage::Group;
        return pump();
    }
    if (!answer && answer.error().code != kExists) return refused("stream", answer.error());
    stage_ = Stage::Open;
    pauses_.reset();
    told_.clear();
    const std::weak_ptr alive(alive_);
    end_preparation({});
    if (!alive.expired()) setup_.on_taken(0);
    if (!alive.expired()) pump();
}

void LogSink::refused(const char* what, const Error& why) {
    if (stage_ == Stage::Group) stage_ = Stage::Stream;
    if (told_ != why.code) {
        told_ = why.code;
        log_warn(
            "log_stream_not_made",
            {{"of", setup_.owner}, {"group", setup_.options.group}, {"why", words(why)}}
        );
    }
    const bool definite = is_definite(why);
    if (!ready_ || !definite) retry_later();
    refused_ = definite;
    const std::weak_ptr alive(alive_);
    end_preparation(definite ? Result<void>(as_docker_says(what, why)) : Result<void>());
    if (!alive.expired()) setup_.on_taken(0);
}

void LogSink::send() {
    if (idle()) return;
    if (!sending_) {
        sending_ = take_batch(queue_);
        api::logs::PutLogEventsRequest request;
        request.log_group_name = setup_.options.group;
        request.log_stream_name = setup_.options.stream;
        auto& events = request.log_events.emplace();
        events.reserve(sending_->events.size());
        std::size_t bytes = 0;
        for (LogEvent& event : sending_->events) {
            bytes += event.bytes();
            auto& one = events.emplace_back();
            one.timestamp = event.time_ms;
            one.message = std::move(event.text);
        }
        sending_->events.clear();
        body_ = wire::encode_json(request);
        sending_bytes_ = bytes;
    }
    call("PutLogEvents", body_, &LogSink::on_sent);
}

void LogSink::on_sent(const Result<std::string>& answer) {
    if (answer) {
        tell_rejected(*answer);
        return sent();
    }
    const Error& why = answer.error();
    if (why.code == "DataAlreadyAcceptedException") return sent();
    if (why.code == "InvalidParameterException") {
        log_error("log_events_refused", {{"of", setup_.owner}, {"why", words(why)}});
        return sent();
    }
    if (why.code == kNotFound && setup_.options.create_stream) stage_ = Stage::Stream;
    const bool definite = is_definite(why);
    if (definite && told_ != why.code) {
        told_ = why.code;
        log_warn(
            "log_events_not_taken",
            {{"of", setup_.owner}, {"group", setup_.options.group}, {"why", words(why)}}
        );
    }
    retry_later();
}

void LogSink::sent() {
    const std::size_t pieces = sending_->pieces;
    waiting_bytes_ -= sending_bytes_;
    sending_.reset();
    body_.clear();
    pauses_.reset();
    told_.clear();
    const std::weak_ptr alive(alive_);
    setup_.on_taken(pieces);
    if (!alive.expired()) pump();
}

void LogSink::retry_later() {
    timer_ = loop_.call_after(pauses_.next(random_), [this] {
        timer_ = 0;
        pump();
    });
}

/// Events that are too old, too new or beyond the group's retention are not kept, as with Amazon.
void LogSink::tell_rejected(const std::string& answer) {
    const auto response = wire::decode_json<api::logs::PutLogEventsResponse>(answer);
    if (!response || !response->rejected_log_events_info) return;
    log_warn("log_events_rejected", {{"of", setup_.owner}, {"group", setup_.options.group}});
}

}  // namespace gantry::agent
