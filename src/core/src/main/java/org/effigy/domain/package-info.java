/** The algebra of tables of counts: attributes, cliques, coded records and their marginals. */
package org.effigy.domain;
