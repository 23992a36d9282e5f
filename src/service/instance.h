#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "aws/caller.h"
#include "core/controller.h"
#include "core/table.h"
#include "net/http.h"
#include "service/authorizer.h"
#include "service/body_keeper.h"
#include "service/metrics_text.h"
#include "service/site.h"

namespace gantry::service {

/// A page of a service beside the AWS API: read with GET, or one that does something, with POST.
struct Page {
    std::string_view path;  ///< "/_gantry/logs"
    /// The parameter that names the ARN it is about, for policies; empty: it is about all there is.
    std::string_view about;
    /// Makes the page, on the core's loop; it goes out once everything it shows is durable.
    std::function<net::HttpResponse(const net::HttpRequest& request)> make;
    /// Of a page that does something, the right it takes: "gantry:InterruptTask". Empty: it is
    /// read, and the right follows from its path.
    std::string_view action{};
};

/// A websocket that somebody wants to open.
struct Upgrade {
    aws::Caller caller;
    net::HttpRequest request;
    net::HttpHandler::Accept accept;
    net::Respond refuse;
};

/// One service within one control plane: its rows, and what works on them. Made once the core's
/// loop is known and before its state is loaded; owned by the registry. Members are called on the
/// core's loop unless they say otherwise.
class Instance {
  public:
    Instance() = default;
    virtual ~Instance() = default;
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    [[nodiscard]] virtual std::vector<core::TableBase*> tables() = 0;
    /// Asked once, after the tables were loaded.
    [[nodiscard]] virtual std::vector<core::Controller*> controllers() { return {}; }
    /// The tables are loaded; subscriptions and timers begin.
    virtual void start() {}
    /// Nothing is written afterwards.
    virtual void stop() {}

    /// Who decides what callers may do: of the services that have one, the first's does. Null: no
    /// say in it.
    [[nodiscard]] virtual Authorizer* authorizer() { return nullptr; }

    /// Whether a session that was given out for something (aws::Session::given_for) has ended with
    /// it, before it expires. Asked of every service, about each request of such a session.
    [[nodiscard]] virtual bool has_ended(const aws::Session& session, SysTime now) const {
        static_cast<void>(session), static_cast<void>(now);
        return false;
    }

    [[nodiscard]] virtual std::vector<Page> pages() { return {}; }
    /// A few numbers for the health page, as members of a JSON object: `"agents":3`. May be empty.
    [[nodiscard]] virtual std::string health() const { return {}; }
    /// Its part of the metrics page; names begin with `gantry_<service>_`. Only what is durable is
    /// told, and quickly: no walk through all rows.
    virtual void write_metrics(MetricsText& page) const { static_cast<void>(page); }

    /// Of services with operations whose payloads are not held in memory, else null. Any thread.
    [[nodiscard]] virtual BodyKeeper* bodies() { return nullptr; }
    /// Null: it has none. Any thread.
    [[nodiscard]] virtual Site* site() { return nullptr; }

    /// Whether upgrades on this path are its own. Any thread.
    [[nodiscard]] virtual bool claims(std::string_view path) const {
        static_cast<void>(path);
        return false;
    }
    /// Whether it judges callers of these itself: they need not sign, and are nobody then
    /// (aws::Caller::anonymous). Any thread.
    [[nodiscard]] virtual bool judges_callers_of(std::string_view path) const {
        static_cast<void>(path);
        return false;
    }
    /// Opens or refuses one of them. On the network's thread.
    virtual void open(Upgrade upgrade) { upgrade.refuse({.status = 404}); }
};

/// An instance whose rows are in `Tables`, a structure with `all()`.
template <class Tables>
class InstanceOn : public Instance {
  public:
    [[nodiscard]] std::vector<core::TableBase*> tables() final { return rows_.all(); }
    [[nodiscard]] const Tables& rows() const { return rows_; }

  private:
    Tables rows_;
};

}  // namespace gantry::service
