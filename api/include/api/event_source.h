#pragma once

#include <functional>
#include <memory>

#include "base/reflect.h"

namespace gantry::api {

/// Where the events of one answer go. Any thread.
class EventSink {
  public:
    virtual ~EventSink() = default;

    /// @param event of `type`, the model's union of events: with the one member that it is
    /// @return false: the client is behind. The event is sent all the same; what can be left out
    ///         should be.
    virtual bool send(const reflect::TypeInfo& type, const void* event) = 0;
    /// That was the last one.
    virtual void end() = 0;
};

/// A member that is a stream of events (the models' trait `streaming` of a union): the answer goes
/// on as long as there are some.
struct EventSource {
    /// Called once when the answer is on its way, on the network thread; must not block.
    /// @return called at most once, when the client has left; nothing needs to be sent any more
    using Begin = std::function<std::function<void()>(std::shared_ptr<EventSink> sink)>;
    std::shared_ptr<const Begin> begin;

    friend bool operator==(const EventSource&, const EventSource&) = default;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<EventSource>("EventSource", {});
        return info;
    }
};

}  // namespace gantry::api
