"""All that is used of the client library; nothing else in the house imports it."""

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.dsl import (
    A,
    Boolean,
    Byte,
    Date,
    DateNanos,
    Document,
    Index,
    Integer,
    Keyword,
    MetaField,
    Q,
    Search,
    Text,
)
from elasticsearch.dsl.query import Query
from elasticsearch.dsl.response import Response
from elasticsearch.exceptions import ConnectionError as NodeUnreachable
from elasticsearch.exceptions import ConnectionTimeout, UnsupportedProductError
from elasticsearch.serializer import OrjsonSerializer

__all__ = [
    "A",
    "ApiError",
    "Boolean",
    "Byte",
    "ConnectionTimeout",
    "Date",
    "DateNanos",
    "Document",
    "Elasticsearch",
    "Index",
    "Integer",
    "Keyword",
    "MetaField",
    "NodeUnreachable",
    "NotFoundError",
    "OrjsonSerializer",
    "Q",
    "Query",
    "Response",
    "Search",
    "Text",
    "TransportError",
    "UnsupportedProductError",
]
