# The package fills itself with these names when it is imported, which a checker cannot see.
from elasticsearch.dsl import *
