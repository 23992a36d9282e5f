#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "services/ecs/exec/session_book.h"
#include "services/s3/port.h"

namespace gantry::ecs {

/// Writes down what sessions in containers showed, in S3: an object for each, `<prefix>/<session
/// id>.log`, which is there once the session has ended, with a line of who began it first. A
/// session goes on without it; why there is none is in the log. One that is under way when Gantry
/// ends has none. Source: Developer Guide, "Logging and auditing using ECS Exec"; the key is as
/// Systems Manager's agent makes it (fileutil.BuildS3Path). On the core's loop.
class SessionObjects {
  public:
    /// As s3::begin_object, as the role of the session's task.
    using Begin = std::function<
        Result<std::shared_ptr<s3::ObjectInTheMaking>>(const exec::Session&, s3::NewObject)>;

    explicit SessionObjects(Begin begin) : begin_(std::move(begin)) {}
    SessionObjects(const SessionObjects&) = delete;
    SessionObjects& operator=(const SessionObjects&) = delete;

    /// @param last nothing more follows
    void add(const exec::Session& session, std::string_view text, bool last);
    /// Nothing is written any more.
    void stop();

  private:
    struct Open {
        std::shared_ptr<s3::ObjectInTheMaking> object;  ///< null: it cannot be written
        std::size_t dropped = 0;  ///< bytes that there was no room for, not told of yet
    };

    Open begin(const exec::Session& session);
    static void write(Open& open, std::string_view text);

    const Begin begin_;
    std::map<std::string, Open> open_;  ///< by session
    /// Ended ones that are on their way to the disk.
    std::map<std::string, std::shared_ptr<s3::ObjectInTheMaking>> ending_;
    bool stopped_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

/// The key of a session's object. Pure.
std::string session_object_key(const exec::Session& session);

}  // namespace gantry::ecs
