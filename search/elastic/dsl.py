"""All that is used of the client library; nothing else of ours imports it.

The day its DSL leaves the package of its own, the second import reads `from elasticsearch.dsl`.
"""

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.exceptions import ConnectionError as NodeUnreachable
from elasticsearch.exceptions import ConnectionTimeout, UnsupportedProductError
from elasticsearch.serializer import OrjsonSerializer
from elasticsearch_dsl import (
    A,
    Boolean,
    Byte,
    Date,
    DateNanos,
    DateRange,
    Document,
    Index,
    Integer,
    Keyword,
    MetaField,
    Object,
    Q,
    Query,
    Response,
    Search,
    Text,
)

__all__ = [
    "A",
    "ApiError",
    "Boolean",
    "Byte",
    "ConnectionTimeout",
    "Date",
    "DateNanos",
    "DateRange",
    "Document",
    "Elasticsearch",
    "Index",
    "Integer",
    "Keyword",
    "MetaField",
    "NodeUnreachable",
    "NotFoundError",
    "Object",
    "OrjsonSerializer",
    "Q",
    "Query",
    "Response",
    "Search",
    "Text",
    "TransportError",
    "UnsupportedProductError",
]
