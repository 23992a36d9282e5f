#include "control/aws_exchange.h"

#include "control/http_view.h"

namespace gantry::control {

net::HttpResponse to_response(wire::HttpAnswer answer) {
    net::HttpResponse response;
    response.status = answer.status;
    for (auto& [name, value] : answer.headers) {
        response.headers.add(std::move(name), std::move(value));
    }
    response.body = std::move(answer.body);
    return response;
}

AwsExchange::AwsExchange(
    const service::Service& service, net::HttpRequest request, std::string request_id
)
    : service_(service),
      http_(std::make_shared<const net::HttpRequest>(std::move(request))),
      request_id_(std::move(request_id)),
      codec_(wire::codec_of(wire::protocol_of(service.model(), view_of(*http_)))),
      operation_(codec_.find_operation(service.model(), view_of(*http_))) {}

bool AwsExchange::takes_file(const service::Service& service, const net::HttpRequest& head) {
    const wire::HttpView view = view_of(head);
    const wire::Codec& codec = wire::codec_of(wire::protocol_of(service.model(), view));
    const api::OperationInfo* info = codec.find_operation(service.model(), view);
    if (info == nullptr || service::find_operation(service, info->name) == nullptr) return false;
    return service::file_body_field(info->input()) != nullptr;
}

service::Request AwsExchange::request(aws::Caller caller) const {
    const std::string* host = http_->headers.find("host");
    const wire::HttpView view = view_of(*http_);
    const api::Protocol protocol = wire::protocol_of(service_.model(), view);
    return {
        .caller = std::move(caller),
        .id = request_id_,
        .service = std::string(service_.name),
        .operation = operation_ == nullptr ? wire::asked_operation(protocol, view)
                                           : std::string(operation_->name),
        .decode =
            [http = http_, &codec = codec_, &model = service_.model(), operation = operation_](
                void* input, wire::UnknownEnumValue* unknown
            ) -> Result<void> {
            if (operation == nullptr) {
                return Error{
                    ErrorKind::NotFound, "UnknownOperationException", "No such operation.", {}
                };
            }
            return codec.decode(model, *operation, view_of(*http), input, unknown);
        },
        .host = host == nullptr ? std::string{} : *host,
        .version = wire::asked_version(protocol, view),
    };
}

net::HttpResponse AwsExchange::answer(const Result<service::Output>& output) const {
    if (!output) return refuse(output.error());
    return to_response(
        codec_.encode(service_.model(), *output->operation, output->value.get(), request_id_)
    );
}

net::HttpResponse AwsExchange::refuse(const Error& why) const {
    return to_response(codec_.encode_error(service_.model(), operation_, why, request_id_));
}

}  // namespace gantry::control
