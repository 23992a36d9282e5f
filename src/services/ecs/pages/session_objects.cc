#include "services/ecs/pages/session_objects.h"

#include <fmt/format.h>

#include <utility>

#include "base/log.h"
#include "services/ecs/pages/session_logs.h"

namespace gantry::ecs {
namespace {

/// What to do about it.
std::string advice(const exec::Session& session, const Error& why) {
    if (why.kind == ErrorKind::Denied) {
        return fmt::format(
            "let the task's role {}, which has to be in IAM, do s3:PutObject on arn:aws:s3:::{}/{}",
            session.log.role_arn,
            session.log.bucket,
            session_object_key(session)
        );
    }
    if (why.code == "NoSuchBucket") {
        return "create the bucket, or name another in the cluster's executeCommandConfiguration";
    }
    return "see that the disk of Gantry's data directory is well and has room";
}

void warn_not_written(const exec::Session& session, const Error& why) {
    log_warn(
        "exec_session_not_in_bucket",
        {{"session", session.id},
         {"bucket", session.log.bucket},
         {"why", why.message},
         {"next", advice(session, why)}}
    );
}

}  // namespace

std::string session_object_key(const exec::Session& session) {
    std::string key = session.log.key_prefix;
    if (!key.empty() && !key.ends_with('/')) key += '/';
    return key + session.id + ".log";
}

void SessionObjects::add(const exec::Session& session, std::string_view text, bool last) {
    const bool wanted = !session.log.bucket.empty() && session.request.port == 0;
    if (!wanted || stopped_) return;
    auto found = open_.find(session.id);
    if (found == open_.end()) found = open_.emplace(session.id, begin(session)).first;
    if (found->second.object) write(found->second, text);
    if (!last) return;
    const auto object = found->second.object;
    open_.erase(found);
    if (!object) return;
    ending_.emplace(session.id, object);
    object->finish([this, session, alive = std::weak_ptr(alive_)](const Result<void>& how) {
        if (alive.expired()) return;
        if (!how) warn_not_written(session, how.error());
        ending_.erase(session.id);
    });
}

SessionObjects::Open SessionObjects::begin(const exec::Session& session) {
    auto object = begin_(
        session,
        {.bucket = session.log.bucket,
         .key = session_object_key(session),
         .content_type = "text/plain"}
    );
    if (!object) {
        warn_not_written(session, object.error());
        return {};
    }
    Open open{.object = *std::move(object)};
    write(open, first_line_of(session));
    return open;
}

void SessionObjects::write(Open& open, std::string_view text) {
    if (open.dropped > 0) {
        const std::string told =
            fmt::format("\n({} bytes came too fast or were too many to be kept)\n", open.dropped);
        if (open.object->write(told)) open.dropped = 0;
    }
    if (open.dropped > 0 || !open.object->write(text)) open.dropped += text.size();
}

void SessionObjects::stop() {
    stopped_ = true;
    alive_.reset();
    open_.clear();
    ending_.clear();
}

}  // namespace gantry::ecs
